import type { Channel, Connection, Subscription } from './entry';
import { findCloseCode, noteCloseCode } from './history/close-code';
import type { Lifecycle, Member } from './protocols/protocol';
import { NO_FINDINGS } from './verdicts';
import { noForms } from './wire-form';

/** A page may name any number of channels; a connection keeps this many. */
const MAX_CHANNELS = 5_000;
/** A channel that is subscribed again and again keeps its last changes. */
const MAX_TRANSITIONS = 50;
/** So many members of a presence channel are listed; more are counted where the server says how many there are. */
export const MAX_MEMBERS = 1_000;
/** No server takes a channel name this long; a page must not fill the memory with names. */
const MAX_NAME_CHARS = 1_000;
/** A cache channel replays straight after the subscription; what comes later is new. */
const REPLAY_MS = 5_000;

/** The channel of that name, made when it is new; undefined for one too many, and for a name too long. */
export function channelOf(connection: Connection, name: string): Channel | undefined {
  const known = connection.channels.get(name);
  const isTooMuch = connection.channels.size >= MAX_CHANNELS || name.length > MAX_NAME_CHARS;
  if (known !== undefined || isTooMuch) return known;
  const { protocol } = connection;
  const channel: Channel = {
    name,
    kind: protocol?.channelKind(name) ?? 'public',
    cache: protocol?.isCacheChannel(name) ?? false,
    subscription: 'unknown',
    transitions: [],
    problem: undefined,
    subscribers: undefined,
    members: new Map(),
    memberCount: undefined,
    replay: undefined,
    events: 0,
    opened: 0,
    unverified: 0,
    dark: 0,
    forms: noForms(),
    openings: undefined,
    authExchanges: [],
    findings: NO_FINDINGS,
    eventFindings: new Map(),
  };
  connection.channels.set(name, channel);
  return channel;
}

/**
 * Applies what a frame does to its connection and channels; `at` is when it came, in epoch milliseconds. Takes any
 * order: the panel may have been opened in the middle, and servers differ.
 */
export function applyLifecycle(connection: Connection, change: Lifecycle, at: number): void {
  switch (change.kind) {
    case 'connected':
      connection.socketId = change.socketId;
      connection.problem = undefined;
      return;
    case 'signing-in':
      return;
    case 'signed-in':
      connection.userId = change.userId;
      return;
    case 'error':
      noteCloseCode(connection, findCloseCode(change.code, change));
      connection.problem = { problem: change.problem, remedy: change.remedy };
      return;
    default: {
      const channel = channelOf(connection, change.channel);
      if (channel !== undefined) changeChannel(channel, change, at);
    }
  }
}

/** Every channel of a connection that has ended: nothing comes on it any more, and nobody answers what was asked. */
export function endSubscriptions(connection: Connection, at: number): void {
  for (const channel of connection.channels.values()) {
    if (channel.subscription !== 'failed') enter(channel, 'unsubscribed', at);
  }
}

type ChannelChange = Extract<Lifecycle, { channel: string }>;

function changeChannel(channel: Channel, change: ChannelChange, at: number): void {
  switch (change.kind) {
    case 'subscribing':
    case 'unsubscribing':
    case 'unsubscribed':
      enter(channel, change.kind, at);
      return;
    case 'subscribed':
      enter(channel, 'subscribed', at);
      channel.replay = channel.cache ? 'awaited' : undefined;
      if (change.isAnew) channel.members.clear();
      // A list replaces what was known; where there is none the members follow one by one.
      if (change.members)
        channel.members = new Map(change.members.slice(0, MAX_MEMBERS).map((m) => [m.id, m]));
      channel.memberCount = change.count ?? change.members?.length;
      return;
    case 'failed':
      enter(channel, 'failed', at);
      channel.problem = change.problem;
      return;
    case 'counted':
      channel.subscribers = change.count;
      return;
    case 'cache-missed':
      channel.replay = 'missed';
      return;
    case 'joined':
      join(channel, change.member);
      return;
    case 'updated':
      listMember(channel, change.member);
      return;
    case 'left':
      leave(channel, change.id);
  }
}

function enter(channel: Channel, to: Subscription, at: number): void {
  if (channel.subscription === to) return;
  channel.subscription = to;
  channel.transitions.push({ to, at });
  if (channel.transitions.length > MAX_TRANSITIONS) channel.transitions.shift();
  if (to !== 'failed') channel.problem = undefined;
  if (to !== 'subscribed' && to !== 'unsubscribing') {
    channel.members.clear();
    channel.memberCount = undefined;
    channel.subscribers = undefined;
    channel.replay = undefined;
  }
}

// Counted only where the server has said how many there are: a panel that was opened late knows of a few.
function join(channel: Channel, member: Member): void {
  const isNew = !channel.members.has(member.id);
  if (isNew && channel.memberCount !== undefined) channel.memberCount++;
  listMember(channel, member);
}

function listMember(channel: Channel, member: Member): void {
  if (channel.members.size < MAX_MEMBERS || channel.members.has(member.id)) {
    channel.members.set(member.id, member);
  }
}

// Of more members than are listed, one that is not may leave too.
function leave(channel: Channel, id: string): void {
  const { memberCount, members } = channel;
  const isOfMore = memberCount !== undefined && memberCount > members.size;
  if ((members.delete(id) || isOfMore) && memberCount !== undefined) {
    channel.memberCount = Math.max(0, memberCount - 1);
  }
}

/**
 * Tells whether an application event is the one that a cache channel replays: the first after the subscription, unless
 * `cache_miss` came before it: servers send it straight after their answer. Reverb says that some are cached and replays
 * nothing, so what comes seconds later is new. `at` is when it came.
 */
export function takeReplay(channel: Channel, at: number): boolean {
  if (channel.replay !== 'awaited') return false;
  const isReplay = at - (channel.transitions.at(-1)?.at ?? 0) <= REPLAY_MS;
  channel.replay = isReplay ? 'replayed' : undefined;
  return isReplay;
}
