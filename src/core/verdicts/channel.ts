import type { KeyId } from '../sealed';
import { countOf, cut, type Family, timeOf } from './verdict';

/** What the history of a channel shows. */
export type ChannelFinding =
  /** at: first event under the new key. stragglers: events under an older key after that. authRequests: since then. */
  | { id: 'rotation'; from: KeyId; to: KeyId; at: number; stragglers: number; authRequests: number }
  | { id: 'encryption-not-applied'; key: KeyId }
  | { id: 'no-nacl' }
  /** other: the near name. events: on the other name. */
  | { id: 'name-near-miss'; name: string; other: string; events: number }
  /** bound: names that the page listens to on the channel, the nearest first. */
  | { id: 'no-listener'; event: string; bound: string[]; nearest: string | undefined };

/** Verdicts on channels and their history. */
export const channelVerdicts: Family<ChannelFinding> = {
  rotation: {
    level: ['channel'],
    severity: 'warning',
    title: 'The key changed',
    problem: ({ at, stragglers }) =>
      `From ${timeOf(at)} on another key opens the channel${stragglers === 0 ? '.' : `; ${countOf(stragglers, 'event')} came under the old one after that.`}`,
    remedy: ({ stragglers }) =>
      stragglers === 0
        ? 'Nothing is to be done if the key was meant to change: pages ask for the new secret by themselves.'
        : 'Look which publisher still has the old key, and restart it with the new one.',
    evidence: ({ from, to, at, stragglers, authRequests }, nameKey) => [
      { name: 'before', value: nameKey(from) },
      { name: 'after', value: nameKey(to) },
      { name: 'switch', value: timeOf(at) },
      { name: 'stragglers', value: String(stragglers) },
      { name: 'auth requests since', value: String(authRequests) },
    ],
    example: {
      id: 'rotation',
      from: 'a1b2c3d4e5f6',
      to: 'f6e5d4c3b2a1',
      at: 1_700_000_000_000,
      stragglers: 2,
      authRequests: 1,
    },
  },
  'encryption-not-applied': {
    level: ['channel'],
    severity: 'info',
    title: 'Not an encrypted channel',
    problem: () => 'A master key is known, and this channel’s events go out in the clear.',
    remedy: () => 'Name it private-encrypted-…: a master key encrypts nothing without that prefix.',
    evidence: ({ key }, nameKey) => [{ name: 'master key', value: nameKey(key) }],
    example: { id: 'encryption-not-applied', key: 'a1b2c3d4e5f6' },
  },
  'no-nacl': {
    level: ['connection', 'event'],
    severity: 'fault',
    title: 'Client library without encryption',
    problem: () =>
      'The page’s pusher-js can not decrypt: it threw when the page subscribed to an encrypted channel.',
    remedy: () => 'Load pusher-js/with-encryption, or pusher-with-encryption.min.js.',
    evidence: () => [{ name: 'error of the page', value: 'no nacl implementation available' }],
    example: { id: 'no-nacl' },
  },
  'name-near-miss': {
    level: ['channel'],
    severity: 'warning',
    title: 'A name that is nearly the same',
    problem: ({ name, other, events }) =>
      `The page listens on ${cut(name)}, where nothing comes; ${countOf(events, 'event')} came on ${cut(other)}.`,
    remedy: ({ other }) => `Publish on the name that the page listens on, or listen on ${cut(other)}.`,
    evidence: ({ name, other }) => [
      { name: 'listens on', value: cut(name, 200) },
      { name: 'events on', value: cut(other, 200) },
    ],
    example: { id: 'name-near-miss', name: 'private-orders', other: 'private-encrypted-orders', events: 12 },
  },
  'no-listener': {
    level: ['event'],
    severity: 'warning',
    title: 'Nothing listens to it',
    problem: ({ event }) => `The page has nothing bound to ${cut(event)} on this channel.`,
    remedy: ({ event, nearest }) =>
      nearest === undefined
        ? `Bind ${cut(event)}; in Laravel Echo listen('.${cut(event)}') takes a name without a namespace.`
        : `The page binds ${cut(nearest)}: bind ${cut(event)} instead, or publish under the bound name.`,
    evidence: ({ event, bound }) => [
      { name: 'event', value: cut(event, 200) },
      {
        name: 'bound',
        value:
          bound.length === 0
            ? 'nothing'
            : bound
                .slice(0, 10)
                .map((name) => cut(name))
                .join(', '),
      },
    ],
    example: {
      id: 'no-listener',
      event: 'App\\Events\\OrderShipped',
      bound: ['OrderShipped'],
      nearest: 'OrderShipped',
    },
  },
};
