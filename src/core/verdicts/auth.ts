import { DERIVATION_MAKERS } from '../derivations';
import type { Derivation, KeyId } from '../sealed';
import { bytesOf, countOf, cut, type Evidence, type Family, timeOf } from './verdict';

/** What is wrong with the answers of an auth endpoint. `endpoint`: address without query. */
export type AuthFinding =
  /** count: auth requests after the subscription. events: dark events in that time. from, to: epoch milliseconds. */
  | { id: 'auth-storm'; endpoint: string; count: number; events: number; from: number; to: number }
  | { id: 'auth-no-shared-secret'; endpoint: string }
  /** bytes: what it decodes to, undefined where it is no base64. */
  | { id: 'auth-bad-shared-secret'; endpoint: string; fault: SharedSecretFault; bytes: number | undefined }
  /** status: 0 where no answer came. head: start of the body, with whatever looks like a secret left out. */
  | { id: 'auth-failed'; endpoint: string; status: number; fault: ReplyFault; head: string }
  /** derivation: where a key derives it in another way than A. */
  | { id: 'auth-key-mismatch'; endpoint: string; tried: KeyId[]; derivation: Derivation | undefined }
  /** signed: what was signed instead, where it could be found. */
  | { id: 'auth-signature'; what: 'channel' | 'user'; key: KeyId; signed: SignedInstead | undefined }
  | { id: 'auth-other-app'; signedFor: string; app: string };

/** `python bytes`: the text `b'…'` that Python makes of bytes. */
export type SharedSecretFault = 'not base64' | 'white space' | 'length' | 'not a text' | 'python bytes';

/** `status`: not 200. `no-answer`: the request failed. The others: a body that client libraries can not use. */
export type ReplyFault = 'status' | 'no-answer' | 'not-json' | 'no-auth';

/** The one thing that was signed instead of what was sent. */
export interface SignedInstead {
  part: 'socket_id' | 'channel' | 'channel_data';
  /** The socket id or channel; of channel_data only "none" or "another". */
  value: string;
}

const endpointOf = (endpoint: string): Evidence => ({ name: 'endpoint', value: cut(endpoint, 200) });

/** Verdicts on authorisation. */
export const authVerdicts: Family<AuthFinding> = {
  'auth-storm': {
    level: ['channel'],
    severity: 'warning',
    title: 'One auth request per dark event',
    problem: ({ count, events }) =>
      `The page asked the auth endpoint ${count === 1 ? 'once' : `${count.toLocaleString('en')} times`} again for a channel that is subscribed, after ${countOf(events, 'event')} that it could not open.`,
    remedy: () =>
      'Look at the verdicts of these events; mostly publisher and auth endpoint have different master keys. pusher-js asks for the key anew at every event it can not open.',
    evidence: ({ endpoint, count, from, to }) => [
      endpointOf(endpoint),
      { name: 'requests', value: String(count) },
      { name: 'time', value: `${timeOf(from)} to ${timeOf(to)}` },
    ],
    example: {
      id: 'auth-storm',
      endpoint: 'https://app.example/pusher/auth',
      count: 5,
      events: 5,
      from: 1_700_000_000_000,
      to: 1_700_000_004_000,
    },
  },
  'auth-no-shared-secret': {
    level: ['channel'],
    severity: 'fault',
    title: 'Auth reply without shared_secret',
    problem: () =>
      'The auth reply has a signature and no shared_secret: the client has no key for the channel.',
    remedy: () =>
      'Answer with a server library that knows encrypted channels and has the master key; Ably’s broadcaster in Laravel does not.',
    evidence: ({ endpoint }) => [
      endpointOf(endpoint),
      { name: 'reply', value: 'auth is there, shared_secret is missing' },
    ],
    example: { id: 'auth-no-shared-secret', endpoint: 'https://app.example/pusher/auth' },
  },
  'auth-bad-shared-secret': {
    level: ['channel'],
    severity: 'fault',
    title: 'shared_secret can not be used',
    problem: ({ fault, bytes }) => {
      const pending = 'pusher-js throws, and the subscription stays pending for ever.';
      switch (fault) {
        case 'length':
          return `The shared_secret is ${bytesOf(bytes ?? 0)} long, not 32: pusher-js throws at the first event.`;
        case 'white space':
          return `The shared_secret has white space in it: ${pending}`;
        case 'not base64':
          return `The shared_secret is not base64: ${pending}`;
        case 'not a text':
          return `The shared_secret is not a text: ${pending}`;
        case 'python bytes':
          return `The shared_secret is written as Python writes bytes, b'…': ${pending}`;
      }
    },
    remedy: ({ fault }) => {
      if (fault === 'white space') return 'Cut the line break off before the reply is made.';
      return fault === 'python bytes'
        ? 'Decode the bytes to text before the reply is made: shared_secret.decode().'
        : 'Send base64 of the 32 bytes that the server library derives.';
    },
    evidence: ({ endpoint, fault, bytes }) => [
      endpointOf(endpoint),
      { name: 'shared_secret', value: bytes === undefined ? fault : `${fault}: ${bytesOf(bytes)}` },
    ],
    example: {
      id: 'auth-bad-shared-secret',
      endpoint: 'https://app.example/pusher/auth',
      fault: 'white space',
      bytes: 32,
    },
  },
  'auth-failed': {
    level: ['channel', 'connection'],
    severity: 'fault',
    title: 'Authorisation failed',
    problem: ({ status, fault }) => {
      switch (fault) {
        case 'status':
          return `The auth endpoint answered with status ${status}.`;
        case 'no-answer':
          return 'The auth endpoint gave no answer.';
        case 'not-json':
          return 'The auth reply is not JSON: client libraries refuse it.';
        case 'no-auth':
          return 'The auth reply is JSON and has no auth.';
      }
    },
    remedy: ({ status, fault }) => {
      if (fault === 'no-answer')
        return 'Look at the request in the Network tool: the address, CORS, the certificate.';
      if (fault !== 'status')
        return 'Look for a redirect to a log-in page, or an error page that is sent with status 200.';
      if (status === 401 || status === 403)
        return 'Look at the guard of this channel: is the user logged in, is the cookie or token sent, does the callback allow the channel?';
      if (status === 404)
        return 'Compare the address with the server’s route: channelAuthorization.endpoint, authEndpoint.';
      if (status === 419) return 'Send the CSRF token with the request: the X-CSRF-TOKEN header in Laravel.';
      if (status >= 300 && status < 400)
        return 'Let the endpoint answer itself: a redirect, often to a log-in page, is no auth reply.';
      if (status >= 500)
        return 'Look at the server’s log: a server library without a master key fails on encrypted channels.';
      return 'Answer with status 200: pusher-js takes no other.';
    },
    evidence: ({ endpoint, status, head }) => [
      endpointOf(endpoint),
      { name: 'status', value: status === 0 ? 'none' : String(status) },
      ...(head === '' ? [] : [{ name: 'body begins', value: cut(head, 100) }]),
    ],
    example: {
      id: 'auth-failed',
      endpoint: 'https://app.example/pusher/auth',
      status: 403,
      fault: 'status',
      head: 'Forbidden',
    },
  },
  'auth-key-mismatch': {
    level: ['channel', 'key'],
    severity: 'fault',
    title: 'Not the key of the auth server',
    problem: ({ derivation, tried }) => {
      if (derivation !== undefined)
        return `The auth reply’s secret is derived ${DERIVATION_MAKERS[derivation]}, not as most server libraries do.`;
      return tried.length === 1
        ? 'The known key does not derive the secret of the auth reply.'
        : `None of the ${tried.length} known keys derives the secret of the auth reply.`;
    },
    remedy: ({ derivation }) =>
      derivation === undefined
        ? 'Paste the master key of the auth server: this one is another environment’s or an older one.'
        : 'Let the publisher use the same library: one that derives otherwise seals what pages can not open.',
    evidence: ({ endpoint, tried, derivation }, nameKey) => [
      endpointOf(endpoint),
      { name: 'compared', value: `${tried.map(nameKey).join(', ')}: all four derivations` },
      ...(derivation === undefined
        ? []
        : [{ name: 'derivation', value: `${derivation}, ${DERIVATION_MAKERS[derivation]}` }]),
    ],
    example: {
      id: 'auth-key-mismatch',
      endpoint: 'https://app.example/pusher/auth',
      tried: ['a1b2c3d4e5f6'],
      derivation: undefined,
    },
  },
  'auth-signature': {
    level: ['channel', 'connection'],
    severity: 'fault',
    title: 'The signature does not verify',
    problem: ({ what, signed }) => {
      const subject = what === 'user' ? 'sign-in' : 'subscription';
      if (signed === undefined)
        return `The signature of the ${subject} was not made with the known app secret.`;
      return signed.part === 'channel_data'
        ? `The signature of the ${subject} was made for ${signed.value === 'none' ? 'no' : 'another'} channel_data.`
        : `The signature of the ${subject} was made for another ${signed.part === 'channel' ? 'channel' : 'socket'}.`;
    },
    remedy: ({ signed }) => {
      switch (signed?.part) {
        case undefined:
          return 'Compare the app secret of the auth server with the app’s.';
        case 'socket_id':
          return 'Sign for the socket_id of the request: a reply that is kept in a cache belongs to an older socket.';
        case 'channel':
          return 'Sign for the channel_name of the request, with its whole prefix.';
        case 'channel_data':
          return 'Send exactly the channel_data that was signed, byte for byte.';
      }
    },
    evidence: ({ key, signed }, nameKey) => [
      { name: 'app secret', value: nameKey(key) },
      { name: 'signed', value: signed === undefined ? 'not found' : `${signed.part} ${cut(signed.value)}` },
    ],
    example: {
      id: 'auth-signature',
      what: 'channel',
      key: 'a1b2c3d4e5f6',
      signed: { part: 'socket_id', value: '123.456' },
    },
  },
  'auth-other-app': {
    level: ['channel', 'connection'],
    severity: 'fault',
    title: 'Signed for another app',
    problem: ({ signedFor, app }) =>
      `The auth reply is for app ${cut(signedFor, 40)}, the connection is of app ${cut(app, 40)}.`,
    remedy: () => 'Configure client and auth server for the same app.',
    evidence: ({ signedFor, app }) => [
      { name: 'app key in auth', value: cut(signedFor) },
      { name: 'app key of the connection', value: cut(app) },
    ],
    example: { id: 'auth-other-app', signedFor: 'staging-key', app: 'production-key' },
  },
};
