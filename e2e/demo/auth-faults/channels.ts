/** Channels whose auth replies each have one fault, and one of each kind without any. */
export const faultyChannels = {
  healthy: 'private-encrypted-healthy',
  healthyPresence: 'presence-healthy',
  forbidden: 'private-encrypted-forbidden',
  csrf: 'private-encrypted-csrf',
  broken: 'private-encrypted-broken',
  login: 'private-encrypted-login',
  noSecret: 'private-encrypted-no-secret',
  newline: 'private-encrypted-newline',
  short: 'private-encrypted-short',
  otherApp: 'private-encrypted-other-app',
  olderSocket: 'private-older-socket',
  otherChannel: 'private-other-channel',
  otherData: 'presence-other-data',
} as const;

/** Channels of clients that ask for authorisation each in its own way. */
export const askingChannels = {
  form: ['private-encrypted-form'],
  json: ['private-encrypted-json'],
  batch: ['private-encrypted-batch-a', 'private-encrypted-batch-b', 'presence-batch'],
  jsonp: ['private-encrypted-jsonp'],
} as const;

/** How a client asks: as pusher-js does, or in a way that apps add. */
export type AskingWay = keyof typeof askingChannels;

/** What the pages must know to connect. */
export type AuthPageConfig = {
  readonly appKey: string;
  readonly wsPort: number;
  /** By way; the page of the faults asks as pusher-js does. */
  readonly clients: readonly { readonly way: AskingWay; readonly channels: readonly string[] }[];
};
