import { applyDelta } from 'fossil-delta';
import { describe, expect, it } from 'vitest';
import recorded from './recorded.json' with { type: 'json' };
import { parseWire, toWire } from './wire.ts';

const { wire, delta } = recorded;
const frame = JSON.parse(wire.json);

describe('the recorded bytes', () => {
  it('are what this double writes in MessagePack but for a member that it does not know', () => {
    const { echo: _, ...extras } = frame.extras;
    expect(extras).toEqual({ headers: { region: 'eu', ttl: 5, replay: true } });
    const written = Buffer.from(toWire('messagepack', frame)).toString('latin1');
    const bytes = Buffer.from(wire.messagepackBase64, 'base64').toString('latin1');
    // `82` is a map of two, headers and echo; `81` one of headers only.
    expect(written).toBe(bytes.replace('\x82\xa7headers', '\x81\xa7headers').replace('\xa4echo\xc2', ''));
  });

  it('are what this double writes in protobuf but for the same member', () => {
    const written = Buffer.from(toWire('protobuf', frame)).toString('hex');
    const bytes = Buffer.from(wire.protobufBase64, 'base64').toString('hex');
    // Field 13 is two bytes shorter without `20 00`, field 4 of the extras.
    expect(written).toBe(bytes.replace(/6a32(0a0e.*)2000$/, '6a30$1'));
  });

  it('make the expected frame of their base', () => {
    const text = applyDelta(Buffer.from(delta.base), Buffer.from(delta.deltaBase64, 'base64'));
    expect(Buffer.from(text).toString()).toBe(delta.expected);
  });
});

describe('frames of a page', () => {
  const sent = { event: 'sockudo:subscribe', data: { channel: 'market', auth: '' } };

  it.each(['json', 'messagepack', 'protobuf'] as const)('are read back from %s', (format) => {
    expect(parseWire(format, Buffer.from(toWire(format, sent)))).toEqual(sent);
  });

  it.each(['json', 'messagepack', 'protobuf'] as const)('are nothing when they are no %s', (format) => {
    expect(parseWire(format, Buffer.from([0xff, 0xff, 0xff]))).toBeUndefined();
  });
});
