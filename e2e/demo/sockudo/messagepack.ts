import { decode, encode } from '@msgpack/msgpack';
import { memberOrder, type SockudoFrame } from './frames.ts';

/** An array of 15 by position, nil where a member is not set; `data` is a pair such as `["string", "{…}"]`. */
export function toMessagePack(frame: SockudoFrame): Uint8Array {
  return encode(
    memberOrder.map((name) => {
      if (frame[name] === undefined) return null;
      if (name === 'data') return toPair(frame.data);
      return name === 'extras' ? { headers: toPairs(frame.extras?.headers ?? {}) } : frame[name];
    }),
  );
}

/** Reads what a page sent: its event and the data as it was before it was paired. */
export function fromMessagePack(bytes: Uint8Array): { event: unknown; channel: unknown; data: unknown } {
  const fields = decode(bytes);
  const [event, channel, data] = Array.isArray(fields) ? fields : [];
  const [kind, value] = Array.isArray(data) ? data : [];
  return { event, channel, data: kind === 'json' ? JSON.parse(String(value)) : value };
}

function toPair(data: unknown): readonly [string, unknown] {
  return typeof data === 'string' ? ['string', data] : ['json', JSON.stringify(data)];
}

function toPairs(headers: Readonly<Record<string, string | number | boolean>>) {
  const kinds = { string: 'string', number: 'number', boolean: 'bool' } as const;
  const pair = (value: string | number | boolean) => [
    kinds[typeof value as keyof typeof kinds] ?? 'string',
    value,
  ];
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, pair(value)]));
}
