import { isCache, isPresence } from './channel-name.ts';
import type { Dialect } from './dialect.ts';
import type { ServerFrame } from './frames.ts';

/** Who a presence subscription stands for; one member may have several connections. */
export type Member = { readonly userId: string; readonly userInfo?: unknown };

/** The receiving end of a subscription. */
export type Subscriber = { readonly socketId: string; readonly send: (frame: ServerFrame) => void };

type Channel = {
  readonly subscribers: Map<Subscriber, Member | undefined>;
  lastEvent?: { readonly frame: ServerFrame; readonly expiresAtMs: number };
};

/** All channels of one app; a channel exists while it has subscribers or a cached event. */
export type Channels = {
  readonly byName: Map<string, Channel>;
  readonly sendsCounts: boolean;
  readonly dialect: Dialect;
};

const cacheRetentionMs = 30 * 60_000;

/** No channels yet. With `sendsCounts` every change is told as `pusher_internal:subscription_count`. */
export function createChannels(sendsCounts: boolean, dialect: Dialect): Channels {
  return { byName: new Map(), sendsCounts, dialect };
}

/** Adds the subscriber, answers it, tells the others, and replays the cached event. */
export function subscribe(channels: Channels, name: string, subscriber: Subscriber, member?: Member): void {
  const channel: Channel = channels.byName.get(name) ?? { subscribers: new Map() };
  channels.byName.set(name, channel);
  const isNewMember = member !== undefined && !hasMember(channel, member.userId);
  channel.subscribers.set(subscriber, member);
  const hasAnswer = isPresence(name) || channels.dialect.sendsEmptyAnswers;
  const answer = isPresence(name) ? presenceOf(channel) : {};
  const data = hasAnswer ? { data: JSON.stringify(answer) } : {};
  subscriber.send({ event: 'pusher_internal:subscription_succeeded', channel: name, ...data });
  if (isNewMember) {
    const joined = JSON.stringify({ user_id: member.userId, user_info: member.userInfo });
    send(
      channel,
      { event: 'pusher_internal:member_added', channel: name, data: joined },
      subscriber.socketId,
    );
  }
  if (keepsEvents(channels, name)) replay(channel, name, subscriber);
  sendCount(channels, channel, name);
}

/** Removes the subscriber; a member is gone when its last connection is. */
export function unsubscribe(channels: Channels, name: string, subscriber: Subscriber): void {
  const channel = channels.byName.get(name);
  if (!channel?.subscribers.has(subscriber)) return;
  const member = channel.subscribers.get(subscriber);
  channel.subscribers.delete(subscriber);
  if (member && !hasMember(channel, member.userId)) {
    const data = JSON.stringify({ user_id: member.userId });
    send(channel, { event: 'pusher_internal:member_removed', channel: name, data });
  }
  sendCount(channels, channel, name);
  if (channel.subscribers.size === 0 && !channel.lastEvent) channels.byName.delete(name);
}

/** Removes the subscriber from every channel, when its connection has closed. */
export function unsubscribeAll(channels: Channels, subscriber: Subscriber): void {
  for (const name of [...channels.byName.keys()]) unsubscribe(channels, name, subscriber);
}

/** Whether the subscriber is in the channel. */
export function isSubscribed(channels: Channels, name: string, subscriber: Subscriber): boolean {
  return channels.byName.get(name)?.subscribers.has(subscriber) ?? false;
}

/** The member which this subscriber stands for on a presence channel. */
export function memberOf(channels: Channels, name: string, subscriber: Subscriber): Member | undefined {
  return channels.byName.get(name)?.subscribers.get(subscriber);
}

/** Delivers an application event to all but `exceptSocketId`, and keeps it on a cache channel. */
export function publish(channels: Channels, name: string, event: ServerFrame, exceptSocketId?: string): void {
  const frame = { ...event, channel: name };
  const channel: Channel = channels.byName.get(name) ?? { subscribers: new Map() };
  if (keepsEvents(channels, name)) {
    channel.lastEvent = { frame, expiresAtMs: Date.now() + cacheRetentionMs };
    channels.byName.set(name, channel);
  }
  send(channel, frame, exceptSocketId);
}

/** Passes a client event on to the others. It is not kept: only servers fill the cache. */
export function relay(channels: Channels, name: string, frame: ServerFrame, sender: Subscriber): void {
  const channel = channels.byName.get(name);
  if (channel) send(channel, frame, sender.socketId);
}

/** Subscriber and member numbers, for the HTTP API. */
export function countsOf(channels: Channels, name: string): { subscriptions: number; users: string[] } {
  const members = [...(channels.byName.get(name)?.subscribers.values() ?? [])];
  const users = new Set(members.flatMap((member) => (member ? [member.userId] : [])));
  return { subscriptions: members.length, users: [...users] };
}

/** Names of the channels which somebody is subscribed to. */
export function occupiedNames(channels: Channels): string[] {
  return [...channels.byName].filter(([, { subscribers }]) => subscribers.size > 0).map(([name]) => name);
}

function keepsEvents({ dialect }: Channels, name: string): boolean {
  return isCache(name) && (dialect.cachesEncrypted || !name.startsWith('private-encrypted-'));
}

function hasMember(channel: Channel, userId: string): boolean {
  return [...channel.subscribers.values()].some((member) => member?.userId === userId);
}

function presenceOf(channel: Channel) {
  const infoById = new Map<string, unknown>();
  for (const member of channel.subscribers.values()) {
    if (member) infoById.set(member.userId, member.userInfo ?? null);
  }
  const ids = [...infoById.keys()];
  return { presence: { ids, hash: Object.fromEntries(infoById), count: ids.length } };
}

function replay(channel: Channel, name: string, subscriber: Subscriber): void {
  const { lastEvent } = channel;
  if (lastEvent && lastEvent.expiresAtMs > Date.now()) subscriber.send(lastEvent.frame);
  else subscriber.send({ event: 'pusher:cache_miss', channel: name });
}

function sendCount(channels: Channels, channel: Channel, name: string): void {
  if (!channels.sendsCounts || isPresence(name)) return;
  const data = JSON.stringify({ subscription_count: channel.subscribers.size });
  send(channel, { event: 'pusher_internal:subscription_count', channel: name, data });
}

function send(channel: Channel, frame: ServerFrame, exceptSocketId?: string): void {
  for (const subscriber of [...channel.subscribers.keys()]) {
    if (subscriber.socketId !== exceptSocketId) subscriber.send(frame);
  }
}
