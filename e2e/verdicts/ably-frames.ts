import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as Ably from 'ably';

/** What is used of the cipher of ably-js, which its types leave out. */
interface AblyCrypto {
  getDefaultParams(options: { key: Uint8Array }): object;
  getCipher(params: object, logger: object): { cipher: { encrypt(data: Uint8Array): Promise<Uint8Array> } };
}

/** One message of a frame, as it is on the wire. */
export interface WireMessage {
  name: string;
  data?: string;
  encoding?: string;
  action?: number;
}

const crypto = Ably.Realtime.Crypto as unknown as AblyCrypto;
const logger = { logAction: () => undefined };

/** A message whose data the real ably-js has encrypted with this key of 16 or 32 bytes. */
export async function encrypted(name: string, key: Uint8Array, data: unknown): Promise<WireMessage> {
  const [plain, steps] = plainOf(data);
  const { cipher } = crypto.getCipher(crypto.getDefaultParams({ key }), logger);
  return toMessage(name, key.length, Buffer.from(await cipher.encrypt(plain)), steps);
}

/** How ably-js writes data before it is encrypted. */
function plainOf(data: unknown): [Buffer, string[]] {
  if (data instanceof Uint8Array) return [Buffer.from(data), []];
  if (typeof data === 'string') return [Buffer.from(data), ['utf-8']];
  return [Buffer.from(JSON.stringify(data)), ['json', 'utf-8']];
}

function toMessage(name: string, keyBytes: number, blocks: Buffer, steps: readonly string[]): WireMessage {
  const encoding = [...steps, `cipher+aes-${keyBytes * 8}-cbc`, 'base64'].join('/');
  return { name, data: blocks.toString('base64'), encoding };
}

/** The same message with IV and ciphertext changed. */
export function altered(message: WireMessage, change: (blocks: Buffer) => Buffer): WireMessage {
  return { ...message, data: change(Buffer.from(message.data ?? '', 'base64')).toString('base64') };
}

/** AES-CBC under a key of one's own, for a plaintext that no library makes. */
export function encryptedBytes(
  name: string,
  key: Buffer,
  plain: Buffer,
  steps: readonly string[],
): WireMessage {
  const iv = randomBytes(16);
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  return toMessage(name, key.length, Buffer.concat([iv, cipher.update(plain), cipher.final()]), steps);
}

/** A wrong key that unpads this message by luck, as one in 256 does; or one that does not. */
export function wrongKey(message: WireMessage, unpads: boolean): Buffer {
  const blocks = Buffer.from(message.data ?? '', 'base64');
  for (let n = 0; ; n++) {
    const key = Buffer.alloc(32, 0x40);
    key.writeUInt32BE(n);
    if (doesUnpad(blocks, key) === unpads) return key;
  }
}

function doesUnpad(blocks: Buffer, key: Buffer): boolean {
  const decipher = createDecipheriv('aes-256-cbc', key, blocks.subarray(0, 16));
  decipher.update(blocks.subarray(16));
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

/** A frame of messages, or of entries of another kind. */
export function ablyFrame(messages: readonly WireMessage[], channel = 'orders'): string {
  const entries = messages.map((message, index) => ({ id: `c:${Math.random()}:${index}`, ...message }));
  return JSON.stringify({ action: 15, channel, messages: entries });
}

/** ANNOTATION and OBJECT frames as Ably sends them: nobody encrypts what is in them. */
export const clearFrames = {
  annotation: JSON.stringify({
    action: 21,
    channel: 'orders',
    annotations: [{ action: 0, type: 'reaction:distinct.v1', name: '👍', messageSerial: 's:0' }],
  }),
  object: JSON.stringify({
    action: 19,
    channel: 'orders',
    state: [{ operation: { action: 1, objectId: 'root', mapOp: { key: 'stock', data: { number: 3 } } } }],
  }),
};
