import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Answers an upgrade byte by byte: for what a library would refuse to send. */
export type RawHandler = (request: IncomingMessage, socket: Duplex) => void;

const CLOSE = 8;
const MAX_SHORT_LENGTH = 125;

/** RFC 6455, 4.2.2: what proves that the server has read the key. */
function acceptOf({ headers }: IncomingMessage): string {
  const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  return createHash('sha1').update(`${headers['sec-websocket-key']}${guid}`).digest('base64');
}

function switchProtocols(accept: string, ...more: string[]): string {
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: WebSocket'];
  return [...lines, `Sec-WebSocket-Accept: ${accept}`, ...more, '', ''].join('\r\n');
}

/** A frame of up to 125 bytes as a server sends it: whole and not masked. */
function frameOf(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]);
}

/** The first frame of a browser, when it is short and whole: two bytes, four of the mask, the payload. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer } | undefined {
  const [first = 0, second = 0] = bytes;
  const length = second & 0x7f;
  if (bytes.length < 6 + length || length > MAX_SHORT_LENGTH) return undefined;
  const mask = bytes.subarray(2, 6);
  const payload = bytes.subarray(6, 6 + length).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return { opcode: first & 0x0f, payload: Buffer.from(payload) };
}

/** Waits for the browser's close frame, which is all that it sends, and answers its payload. */
function onClose(socket: Duplex, act: (payload: Buffer) => void): void {
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const frame = readFrame(bytes);
    if (frame?.opcode === CLOSE) act(frame.payload);
  });
}

/** The handshake and a close frame in one packet, then the end. */
const simpleHandshake: RawHandler = (request, socket) => {
  const close = frameOf(CLOSE, Buffer.concat([Buffer.from([0x03, 0xe9]), Buffer.from('PASS')]));
  const head = switchProtocols(acceptOf(request), 'Set-Cookie: ws_test=test');
  onClose(socket, () => socket.destroy());
  socket.write(Buffer.concat([Buffer.from(head), close]));
};

const rightOne = 'Basic Zm9vOmJhcg==';

/** What breaks the protocol on purpose, by path. A handler that answers nothing here leaves the rest to `handlers.ts`. */
export const RAW_HANDLERS: Readonly<Record<string, RawHandler>> = {
  '/simple_handshake': simpleHandshake,
  '/invalid': (_request, socket) => void socket.end('FOO BAR BAZ\r\n\r\n'),
  '/wrong_accept_key': (_request, socket) => void socket.write(switchProtocols('thisisawrongacceptkey')),
  '/passive-close-abort': (request, socket) => {
    socket.write(switchProtocols(acceptOf(request)));
    onClose(socket, () => socket.destroy());
  },
  '/delayed-passive-close': (request, socket) => {
    socket.write(switchProtocols(acceptOf(request)));
    onClose(socket, (payload) => setTimeout(() => socket.end(frameOf(CLOSE, payload)), 1_000));
  },
};

/** The answer to who comes without the right name and word; undefined for who has them. */
export function refusalOf({ headers }: IncomingMessage): string | undefined {
  if (headers.authorization === rightOne) return undefined;
  const lines = ['HTTP/1.1 401 Unauthorized', 'Content-Length: 0', 'WWW-Authenticate: Basic realm="camelot"'];
  return [...lines, '', ''].join('\r\n');
}
