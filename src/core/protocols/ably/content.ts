import { base64Bytes, toBase64 } from '../../bytes';
import { type ChainData, lastStep, undoEncoding, withoutLastStep } from '../../encoding-chain';
import type { Fault } from '../../sealed';
import type { Content } from '../protocol';
import { applyDelta } from './formats';
import { toJson } from './json';

/** No library writes a chain of more than sixty characters. */
const MAX_ENCODING_CHARS = 1000;
const MIN_BLOCKS_BYTES = 32;
const BLOCK_BYTES = 16;

/** Where a payload came from: what a sealed one is opened with, and what a delta builds on. */
export interface PayloadContext {
  app: string | undefined;
  channel: string;
  /** The base of a delta; undefined when it is not here. */
  deltaBase(): Uint8Array | undefined;
}

/** A payload after its encoding chain. `restored`: the bytes that a delta made, the base of the next one. */
export interface DecodedPayload {
  content: Content;
  restored?: Uint8Array;
}

/** The data of an entry as what its chain begins with; undefined for none. A number or an object is its JSON. */
export function toChainData(data: unknown): ChainData | undefined {
  if (data === undefined || data === null) return undefined;
  if (typeof data === 'string') return { text: data };
  return data instanceof Uint8Array ? { bytes: data } : { text: toJson(data) };
}

/**
 * Undoes the encoding chain of a payload as far as it goes without a key: base64 → vcdiff → a cipher, or all of it.
 *   {"data":"ABEiM0RV…","encoding":"json/utf-8/cipher+aes-256-cbc/base64"}
 */
export function decodePayload(data: ChainData, encoding: string, context: PayloadContext): DecodedPayload {
  if (encoding.length > MAX_ENCODING_CHARS) {
    const fault: Fault = {
      kind: 'bad-encoding',
      step: lastStep(encoding.slice(-20)),
      remaining: encoding.slice(-200),
    };
    return { content: malformed(fault, data) };
  }
  const blocks = encodedBlocks(data, encoding);
  if (blocks) return { content: toSealed(blocks, data, withoutLastStep(encoding), context) };
  const first = undoEncoding(data, encoding);
  if (lastStep(first.remaining) !== 'vcdiff') {
    return { content: toContent(first.data, first.remaining, context) };
  }
  const base = context.deltaBase();
  if (!base) return { content: malformed({ kind: 'delta-base-missing' }, first.data) };
  const restored = 'bytes' in first.data ? applyDelta(base, first.data.bytes) : undefined;
  if (!restored) return { content: malformed({ kind: 'delta-broken' }, first.data) };
  const second = undoEncoding({ bytes: restored }, withoutLastStep(first.remaining));
  return { content: toContent(second.data, second.remaining, context), restored };
}

function toContent(data: ChainData, remaining: string, context: PayloadContext): Content {
  const step = lastStep(remaining);
  if (step.startsWith('cipher') && 'bytes' in data) {
    const blocks = { base64: toBase64(data.bytes), bytes: data.bytes.length };
    return toSealed(blocks, data, remaining, context);
  }
  // Under a step that fails lies a cipher or a delta: nothing of it can be read.
  if (/cipher|vcdiff/.test(remaining)) return malformed({ kind: 'bad-encoding', step, remaining }, data);
  return {
    kind: 'clear',
    text: shownText(data),
    ...('bytes' in data ? { binary: true } : {}),
    ...(remaining === '' ? {} : { remaining }),
  };
}

/** IV and ciphertext, and their length. */
interface Blocks {
  base64: string;
  bytes: number;
}

/** What a JSON frame has as base64 is passed on as it is: the usual case, and three times as fast. */
function encodedBlocks(data: ChainData, encoding: string): Blocks | undefined {
  if (!('text' in data) || !/(?:^|\/)cipher[^/]*\/base64$/.test(encoding)) return undefined;
  const bytes = base64Bytes(data.text);
  return bytes === undefined ? undefined : { base64: data.text, bytes };
}

/** Checks the form of a ciphertext before any key is tried: whole blocks of AES, the first of them the IV. */
function toSealed(
  { base64, bytes }: Blocks,
  data: ChainData,
  remaining: string,
  context: PayloadContext,
): Content {
  const step = lastStep(remaining);
  const size = /^cipher\+aes-(128|256)-cbc$/.exec(step)?.[1];
  if (!size) return malformed({ kind: 'unknown-cipher', name: step.replace(/^cipher\+?/, '') }, data);
  if (bytes < MIN_BLOCKS_BYTES || bytes % BLOCK_BYTES !== 0)
    return malformed({ kind: 'blocks-length', bytes }, data);
  return {
    kind: 'sealed',
    sealed: {
      cipher: 'aes-cbc',
      keyBits: size === '128' ? 128 : 256,
      app: context.app,
      channel: context.channel,
      ciphertext: base64,
      encoding: withoutLastStep(remaining),
    },
  };
}

function malformed(fault: Fault, data: ChainData): Content {
  return { kind: 'malformed', fault, text: shownText(data) };
}

function shownText(data: ChainData): string {
  return 'text' in data ? data.text : toBase64(data.bytes);
}
