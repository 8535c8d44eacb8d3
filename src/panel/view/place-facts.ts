import { MAX_MEMBERS } from '../../core/channels';
import type { Channel, Connection, Subscription } from '../../core/entry';
import type { Detail } from '../../core/protocols/protocol';
import { VERDICTS } from '../../core/verdicts';
import { isPasted } from '../pasted';
import { formatCount, formatDate, formatTime } from './formats';
import { protocolText } from './sidebar-items';

const SUBSCRIPTION_TEXTS: Record<Subscription, string> = {
  unknown: 'subscription not seen',
  subscribing: 'subscribing, not answered yet',
  subscribed: 'subscribed',
  failed: 'subscription failed',
  unsubscribing: 'unsubscribing',
  unsubscribed: 'unsubscribed',
};

/** How the subscription of a channel stands, in words. */
export function subscriptionText({ subscription, problem }: Channel): string {
  return `${SUBSCRIPTION_TEXTS[subscription]}${problem ? `: ${problem}` : ''}`;
}

const REPLAY_TEXTS = {
  awaited: 'the last event is not replayed yet',
  replayed: 'the last event was replayed on subscribing',
  missed: 'empty when it was subscribed',
} as const satisfies Record<Exclude<Channel['replay'], undefined>, string>;

/** What is known of a connection, for people. `hasVerdicts`: its verdicts stand beside it; else their titles are told. */
export function connectionFacts(connection: Connection, hasVerdicts = false): Detail[] {
  const { app, client, url, socketId, userId, state, close, findings } = connection;
  const isRefused = findings.some(({ id }) => id === 'close-code');
  const meaning =
    close && !(isRefused && hasVerdicts) ? connection.protocol?.describeClose(close.code) : undefined;
  const problem = isRefused ? undefined : connection.problem;
  const others = hasVerdicts ? [] : findings.filter(({ id }) => id !== 'close-code' || meaning === undefined);
  const titles = [...new Set(others.map(({ id }) => VERDICTS[id].title))];
  return present([
    ['protocol', protocolText(connection)],
    ['server', url && `${url.protocol}//${url.host}${url.pathname}`],
    ['app', app],
    ['client', client],
    ['socket', socketId],
    ['signed in as', userId],
    ['state', isPasted(connection) ? 'pasted, no socket' : state],
    ['closed', close && `${formatDate(close.at)}, code ${close.code}${close.reason && `, ${close.reason}`}`],
    ['meaning', meaning && `${meaning.problem} ${meaning.remedy}`],
    ['found', titles.length > 0 ? `${titles.join(', ')}: choose the connection for more` : undefined],
    ['last error', problem && `${problem.problem} ${problem.remedy}`],
  ]);
}

/** What is known of a channel, for people. */
export function channelFacts(channel: Channel): Detail[] {
  const { kind, cache, subscribers, replay, events, opened, unverified, dark } = channel;
  return present([
    ['kind', `${kind}${cache ? ', cache' : ''}`],
    ['subscription', subscriptionText(channel)],
    ['subscribers', count(subscribers)],
    ['members', membersText(channel)],
    ['cache', replay && REPLAY_TEXTS[replay]],
    ['events held', formatCount(events)],
    ['opened', kind === 'encrypted' ? formatCount(opened) : undefined],
    ['unverified', unverified > 0 ? formatCount(unverified) : undefined],
    ['dark', dark > 0 ? formatCount(dark) : undefined],
  ]);
}

/** When the subscription of a channel became what. */
export function transitionFacts({ transitions }: Channel): Detail[] {
  return transitions.map(({ to, at }) => ({
    name: formatTime(at),
    // What was so for a moment has been answered since.
    value: to === 'subscribing' ? 'subscribing' : SUBSCRIPTION_TEXTS[to],
  }));
}

/** Members of a presence channel by id, with what the app says of them. */
export function memberFacts({ members }: Channel, most: number): Detail[] {
  return Array.from(members.values())
    .slice(0, most)
    .map(({ name, info }) => ({ name, value: info ?? '' }));
}

/** Where no server has said how many there are, as many as were seen come and not go. */
function membersText({ memberCount, members }: Channel): string | undefined {
  if (memberCount !== undefined) return formatCount(memberCount);
  if (members.size === 0) return undefined;
  return members.size < MAX_MEMBERS ? `${members.size} seen` : `${formatCount(MAX_MEMBERS)} or more`;
}

function count(number: number | undefined): string | undefined {
  return number === undefined ? undefined : formatCount(number);
}

function present(facts: [name: string, value: string | undefined][]): Detail[] {
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
