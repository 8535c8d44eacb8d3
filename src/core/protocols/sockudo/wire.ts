import { fromBase64 } from '../../bytes';
import type { Payload } from '../../frame';
import { readEvent } from '../pusher/decode';
import { frameToJson } from '../pusher/json';
import { readText, type Wire } from '../pusher/wire';
import { binaryReader, formOf } from './binary-libraries';

/** Protocol 2 of Sockudo: text frames in JSON, binary ones in MessagePack or protobuf, as the URL asks; one record. */
export const sockudoWire: Wire = {
  prefix: 'sockudo',
  read(payload) {
    if ('text' in payload) return readText(payload.text);
    if ('omitted' in payload) return undefined;
    const bytes = fromBase64(payload.base64);
    return bytes && binaryReader(formOf(payload.base64))?.(bytes);
  },
  form: (payload) => ('base64' in payload ? formOf(payload.base64) : 'JSON'),
};

/** A binary frame as indented JSON, its bytes as base64; undefined for text frames and for what is no frame. */
export function showBinary(payload: Payload): string | undefined {
  if (!('base64' in payload)) return undefined;
  const frame = readEvent(sockudoWire, payload);
  return frame && frameToJson(frame, 2);
}
