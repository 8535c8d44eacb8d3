import { fromBase64 } from '../../bytes';
import type { Payload } from '../../frame';
import { parseJson } from '../../json';
import { type Fields, toFields } from '../../untrusted';

// Few pages need them, so the panel loads them with the first frame that does; from then on they are here.
let readMessagePack: typeof import('../messagepack').readMessagePack | undefined;
let applyVcdiff: typeof import('../vcdiff').applyVcdiff | undefined;

/** A protocol message in the form it came in. */
export interface Frame {
  action: number;
  fields: Fields;
  form: 'JSON' | 'MessagePack';
}

/** Loads what a frame needs: MessagePack for bytes, deltas where it names them; undefined when all is here. */
export function prepare(payload: Payload): Promise<void> | undefined {
  if ('omitted' in payload || (readMessagePack && applyVcdiff)) return undefined;
  const isText = 'text' in payload;
  const needsMessagePack = !isText && !readMessagePack;
  // Bytes travel as base64, where a name can not be searched for.
  const needsVcdiff = !applyVcdiff && (!isText || payload.text.includes('vcdiff'));
  return needsMessagePack || needsVcdiff ? load(needsMessagePack, needsVcdiff) : undefined;
}

async function load(needsMessagePack: boolean, needsVcdiff: boolean): Promise<void> {
  const messagePack = needsMessagePack ? import('../messagepack') : undefined;
  const vcdiff = needsVcdiff ? import('../vcdiff') : undefined;
  if (messagePack) readMessagePack = (await messagePack).readMessagePack;
  if (vcdiff) applyVcdiff = (await vcdiff).applyVcdiff;
}

/** The protocol message of a frame; undefined where it is none, and for bytes before MessagePack is loaded. */
export function readFrame(payload: Payload): Frame | undefined {
  if ('omitted' in payload) return undefined;
  const isText = 'text' in payload;
  const fields = toFields(isText ? parseJson(payload.text) : parseBytes(payload.base64));
  const action = fields?.action;
  if (!fields || !Number.isInteger(action)) return undefined;
  return { action: action as number, fields, form: isText ? 'JSON' : 'MessagePack' };
}

/** Applies a delta; undefined where it is broken, and before deltas are loaded. */
export function applyDelta(base: Uint8Array, delta: Uint8Array): Uint8Array | undefined {
  return applyVcdiff?.(base, delta);
}

function parseBytes(base64: string): unknown {
  const bytes = fromBase64(base64);
  return bytes && readMessagePack?.(bytes);
}
