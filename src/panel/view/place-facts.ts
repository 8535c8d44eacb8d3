import type { Channel, Connection, Subscription } from '../../core/entry';
import type { Detail } from '../../core/protocols/protocol';
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

/** What is known of a connection, for people. */
export function connectionFacts(connection: Connection): Detail[] {
  const { app, client, url, socketId, userId, state, close } = connection;
  const meaning = close && connection.protocol?.describeClose(close.code);
  return present([
    ['protocol', protocolText(connection)],
    ['server', url && `${url.protocol}//${url.host}${url.pathname}`],
    ['app', app],
    ['client', client],
    ['socket', socketId],
    ['signed in as', userId],
    ['state', state],
    ['closed', close && `${formatDate(close.at)}, code ${close.code}${close.reason && `, ${close.reason}`}`],
    ['meaning', meaning && `${meaning.problem} ${meaning.remedy}`],
    ['last error', connection.problem && `${connection.problem.problem} ${connection.problem.remedy}`],
  ]);
}

/** What is known of a channel, for people. */
export function channelFacts(channel: Channel): Detail[] {
  const { kind, cache, subscribers, memberCount, replay, events, opened, dark } = channel;
  return present([
    ['kind', `${kind}${cache ? ', cache' : ''}`],
    ['subscription', subscriptionText(channel)],
    ['subscribers', count(subscribers)],
    ['members', count(memberCount)],
    ['cache', replay && REPLAY_TEXTS[replay]],
    ['events held', formatCount(events)],
    ['opened', kind === 'encrypted' ? formatCount(opened) : undefined],
    ['dark', dark > 0 ? formatCount(dark) : undefined],
  ]);
}

/** When the subscription of a channel became what. */
export function transitionFacts({ transitions }: Channel): Detail[] {
  return transitions.map(({ to, at }) => ({ name: formatTime(at), value: SUBSCRIPTION_TEXTS[to] }));
}

/** Members of a presence channel by id, with what the app says of them. */
export function memberFacts({ members }: Channel, most: number): Detail[] {
  return Array.from(members.values())
    .slice(0, most)
    .map(({ id, info }) => ({ name: id, value: info ?? '' }));
}

function count(number: number | undefined): string | undefined {
  return number === undefined ? undefined : formatCount(number);
}

function present(facts: [name: string, value: string | undefined][]): Detail[] {
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
