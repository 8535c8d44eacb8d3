import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';

/** What the test server does with the sockets of one path. Nothing set: it accepts, and closes at once. */
export interface Handler {
  /** Header lines added to the handshake. */
  headers?(request: IncomingMessage): string[];
  /** Waits so long before the handshake. */
  delayMs?: number;
  /** Offers no compression: what is sent is what travels. */
  isPlain?: boolean;
  open?(socket: WebSocket, request: IncomingMessage): void;
}

const NORMAL = 1000;
const ECHO_END = 'Goodbye';

const queryOf = ({ url = '' }: IncomingMessage): string => url.split('?')[1] ?? '';
const requestedProtocols = ({ headers }: IncomingMessage): string[] =>
  (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());

/** Says one thing and ends. */
function sayOnce(text: (request: IncomingMessage) => string): Handler {
  return {
    open: (socket, request) => {
      socket.send(text(request));
      socket.close(NORMAL);
    },
  };
}

/** Chooses a subprotocol, says it and ends. */
function sayProtocol(choose: (request: IncomingMessage) => string): Handler {
  return {
    headers: (request) => [`Sec-WebSocket-Protocol: ${choose(request)}`],
    ...sayOnce(choose),
  };
}

/** Sets cookies and ends with the first message. */
function setCookies(cookies: (request: IncomingMessage) => string[]): Handler {
  return {
    headers: (request) => cookies(request).map((cookie) => `Set-Cookie: ${cookie}`),
    open: (socket) => void socket.once('message', () => socket.close(NORMAL)),
  };
}

const setCookie = (attributes: string): Handler =>
  setCookies((request) => [`ws_test_${queryOf(request)}=test; ${attributes}`]);

function sameSiteCookies(request: IncomingMessage): string[] {
  const query = new URLSearchParams(queryOf(request));
  const value = query.get('value') ?? '1';
  const end = query.has('clear') ? '; Max-Age=0' : '';
  const kinds = {
    unspecified: '',
    lax: '; SameSite=Lax',
    strict: '; SameSite=Strict',
    none: '; SameSite=None; Secure',
  };
  return Object.entries(kinds).map(([name, rule]) => `samesite-${name}=${value}; Path=/${rule}${end}`);
}

function onText(act: (text: string, socket: WebSocket) => void): Handler {
  return {
    open: (socket) =>
      void socket.on('message', (data, isBinary) => {
        if (!isBinary) act(String(data), socket);
      }),
  };
}

const endOnGoodbye = onText((text, socket) => {
  if (text === ECHO_END) socket.close(NORMAL);
});

const echo: Handler = {
  headers: (request) =>
    requestedProtocols(request).includes('echo') ? ['Sec-WebSocket-Protocol: echo'] : [],
  open: (socket) =>
    void socket.on('message', (data, isBinary) => {
      socket.send(data, { binary: isBinary });
      if (!isBinary && String(data) === ECHO_END) socket.close(NORMAL);
    }),
};

const remoteClose: Handler = {
  open(socket, request) {
    const query = new URLSearchParams(queryOf(request));
    const code = query.get('code');
    if (query.has('abrupt')) {
      // A ping first: it should not look like a handshake that failed.
      socket.ping('ping', false, () => socket.terminate());
    } else if (code === null) socket.close();
    else socket.close(Number(code), query.get('reason') ?? '');
  },
};

/** Takes one message in a tenth of a second and answers its length. */
const receiveSlowly: Handler = {
  isPlain: true,
  open(socket) {
    let due = 0;
    socket.on('message', (data: Buffer) => {
      socket.pause();
      due++;
      setTimeout(() => {
        socket.send(String(data.length));
        if (--due === 0) socket.resume();
      }, 100 * due);
    });
  },
};

/** What the handlers of the web-platform tests do, by path. Those that break the protocol are in `raw-handlers.ts`. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  '/echo': echo,
  '/echo_exit': endOnGoodbye,
  '/echo_close_data': endOnGoodbye,
  '/echo-query': sayOnce(queryOf),
  '/echo-query_v13': sayOnce(queryOf),
  '/echo-cookie': sayOnce(({ headers }) => headers.cookie ?? '(none)'),
  '/origin': sayOnce(({ headers }) => headers.origin ?? ''),
  '/referrer': sayOnce(({ headers }) => headers.referer ?? 'MISSING AS PER FETCH'),
  '/protocol': sayProtocol(({ headers }) => headers['sec-websocket-protocol'] ?? ''),
  '/protocol_array': sayProtocol((request) => requestedProtocols(request)[0] ?? ''),
  '/handshake_protocol': {
    headers: () => ['Sec-WebSocket-Protocol: foobar'],
    open: (socket) => socket.close(NORMAL),
  },
  '/handshake_no_protocol': { open: (socket) => socket.close(NORMAL) },
  '/handshake_no_extensions': { isPlain: true, open: (socket) => socket.close(NORMAL) },
  '/handshake_sleep_2': { delayMs: 2_000, open: (socket) => socket.close(NORMAL) },
  '/sleep_10_v13': {
    delayMs: 10_000,
    ...onText((text, socket) => (text === ECHO_END ? socket.close(NORMAL) : socket.send(text))),
  },
  '/basic_auth': { open: (socket) => socket.close(NORMAL) },
  '/empty-message': {
    open: (socket) =>
      void socket.once('message', (data, isBinary) => {
        socket.send(!isBinary && String(data) === '' ? 'pass' : 'fail');
        socket.close(NORMAL);
      }),
  },
  '/remote-close': remoteClose,
  '/receive-many-with-backpressure': receiveSlowly,
  '/set-cookie': setCookie('Path=/'),
  '/set-cookie-secure': setCookie('Secure; Path=/'),
  '/set-cookie_http': setCookie('Path=/; HttpOnly'),
  '/set-cookies-samesite': setCookies(sameSiteCookies),
};
