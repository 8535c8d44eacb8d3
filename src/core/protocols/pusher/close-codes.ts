import type { Problem } from '../../key-summary';

/**
 * What the codes of a close and of `pusher:error` say (pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol;
 * Reverb and Sockudo where they differ), as a statement and what to do about it.
 */
const CODES: Readonly<Record<number, readonly [meaning: string, remedy: string]>> = {
  1002: [
    'The server found a fault in the WebSocket protocol.',
    'Look for a proxy between page and server that alters frames.',
  ],
  1003: [
    'The server does not take this kind of data.',
    'Send text frames, or binary ones where the URL asks for them.',
  ],
  1004: ['The frame was too large for the server.', 'Send less in one event.'],
  4000: [
    'The app takes TLS connections only. Sockudo also sends this for an error that it does not name.',
    'Set forceTLS, and look at the server’s log.',
  ],
  4001: [
    'The server does not know the app key.',
    'Compare the key in the URL with the app’s, and the cluster or host.',
  ],
  4003: ['The app is disabled.', 'Enable it in the settings of the server.'],
  4004: ['The app has as many connections as it may have.', 'Close connections, or raise the limit.'],
  4005: [
    'The server does not serve this path.',
    'Compare the path in the URL with the server’s, and its prefix.',
  ],
  4006: [
    'The server can not read the version in the URL.',
    'Compare the URL’s parameter version with what the client library sends.',
  ],
  4007: [
    'The server does not speak this version of the protocol.',
    'Compare the URL’s parameter protocol with what the server speaks: usually 7.',
  ],
  4008: ['The URL names no version of the protocol.', 'Add the parameter protocol=7 to the URL.'],
  4009: [
    'The connection is not authorised. Reverb sends this also for an origin that is not allowed and a wrong signature.',
    'Look at the app’s allowed origins, and at the secret that the auth endpoint signs with.',
  ],
  4100: ['The server is over its capacity.', 'Wait, or give the server more room.'],
  4200: [
    'The server asks to connect again. Reverb sends this for every frame that it does not understand.',
    'Look at the frame that was sent just before.',
  ],
  4201: [
    'The server waited for a pong in vain.',
    'Look whether the page was frozen or the network was gone.',
  ],
  4202: ['The connection was idle for too long.', 'Look whether the client still sends pings.'],
  4300: [
    'Sockudo refused the channel, the event or the message.',
    'Look at the frame that was sent just before.',
  ],
  4301: [
    'A client event was refused, or too many were sent.',
    'Send fewer, and look whether the app allows client events on this channel.',
  ],
  4302: ['The watchlist is longer than the app allows.', 'Sign in with a shorter watchlist.'],
  4303: ['Sockudo could not pass the event on.', 'Look at the server’s log.'],
};

/** What a close code means and what the client does; undefined for codes that say nothing of this protocol. */
export function describeClose(code: number): Problem | undefined {
  const action = actionOf(code);
  if (action === undefined) return undefined;
  const [meaning, remedy] = CODES[code] ?? [
    `The server closed the connection with code ${code}.`,
    'Look at the reason of the close, and at the server’s log.',
  ];
  return { problem: `${meaning} The client ${action}.`, remedy };
}

/**
 * What an error event means and what the client does. `said`: the server's own words, empty for none. On an open
 * connection pusher-js only reports the error; the code decides when the socket closes with it.
 */
export function explainError(code: number | undefined, said: string): Problem {
  const action = code === undefined ? undefined : actionOf(code);
  const [meaning, remedy] = (code !== undefined && action !== undefined && CODES[code]) || [
    'The server reports an error.',
    'Look at the frame that was sent just before, and at the server’s log.',
  ];
  const words = said === '' ? 'The server gave no message.' : `The server says: “${said}”.`;
  const next = action === undefined ? '' : ` If the connection closes with this code, the client ${action}.`;
  return { problem: `${meaning} ${words}`, remedy: `${remedy}${next}` };
}

/** pusher-js src/core/connection/protocol/protocol.ts and connection_manager.ts; sockudo-js does the same. */
function actionOf(code: number): string | undefined {
  if (!Number.isInteger(code)) return undefined;
  if (code >= 1002 && code <= 1004) return 'connects again after a second';
  if (code < 4000 || code > 4999) return undefined;
  if (code === 4000) return 'connects again with TLS';
  if (code < 4100) return 'gives up';
  if (code < 4200) return 'connects again after a second';
  if (code < 4300) return 'connects again at once';
  return 'gives up';
}
