import { describe, expect, it } from 'vitest';
import type { Entry } from '../../core/entry';
import { sampleConnection, sampleEntry } from '../../core/sample-entry';
import { cleanText, frameForCopy, rowAsJson, rowAsText } from './copy-text';

const connection = sampleConnection({
  url: new URL('wss://ws.example/app/278d42?protocol=7'),
  app: '278d42',
});

function entry(rest: Partial<Entry>): Entry {
  return sampleEntry(1, {
    connection,
    at: Date.UTC(2026, 10, 23, 12, 4, 7, 120),
    size: 412,
    payload: { text: '{}' },
    event: 'order-shipped',
    channel: 'private-encrypted-orders.42',
    state: 'opened',
    text: '{"orderId":"12345"}',
    opening: { key: 'fingerprint', derivation: 'A', detour: undefined },
    ...rest,
  });
}

describe('copies of a row', () => {
  it('hold the plaintext as JSON and no id of a key', () => {
    const json = rowAsJson(entry({}));
    expect(JSON.parse(json)).toEqual({
      time: '2026-11-23T12:04:07.120Z',
      host: 'ws.example',
      app: '278d42',
      direction: 'received',
      channel: 'private-encrypted-orders.42',
      event: 'order-shipped',
      bytes: 412,
      state: 'opened',
      derivation: 'A',
      data: { orderId: '12345' },
    });
    expect(json).not.toContain('fingerprint');
  });

  it('say why an event is dark', () => {
    const dark = entry({ state: 'dark', text: '', opening: undefined, findings: [{ id: 'no-key' }] });
    expect(JSON.parse(rowAsJson(dark))).toMatchObject({
      state: 'dark',
      verdicts: [{ id: 'no-key', problem: 'No key for this channel is known.' }],
    });
  });

  it('stay in one line as text', () => {
    expect(
      rowAsText(entry({ text: 'a\tb\nc' }))
        .split('\t')
        .slice(1),
    ).toEqual(['received', 'private-encrypted-orders.42', 'order-shipped', '412', 'opened', 'a b c']);
  });

  it('are the payload as it came', () => {
    expect(frameForCopy(entry({ payload: { text: 'x' } }))).toBe('x');
    expect(frameForCopy(entry({ payload: { base64: 'AA==' } }))).toBe('AA==');
    expect(frameForCopy(entry({ payload: { omitted: 'too-large', bytes: 9 } }))).toBe('');
  });
});

describe('cleanText', () => {
  const control = entry({ state: 'control' });

  it('blanks signatures in control events, also inside a string of JSON', () => {
    expect(cleanText(control, '{"auth":"key:5f","channel":"private-x"}')).toBe(
      '{"auth":"(redacted)","channel":"private-x"}',
    );
    const nested = JSON.stringify({
      data: JSON.stringify({ auth: 'key:5f', channel_data: '{"user_id":"1"}' }),
    });
    const clean = cleanText(control, nested);
    expect(clean).not.toContain('key:5f');
    expect(clean).not.toContain('user_id');
    expect(JSON.parse(JSON.parse(clean).data)).toEqual({ auth: '(redacted)', channel_data: '(redacted)' });
  });

  it('blanks a member whose value holds escaped quotes', () => {
    const text = JSON.stringify({ channel_data: JSON.stringify({ user_id: '1' }), channel: 'c' });
    expect(JSON.parse(cleanText(control, text))).toEqual({ channel_data: '(redacted)', channel: 'c' });
  });

  it('leaves what an app sends as it is', () => {
    expect(cleanText(entry({ state: 'clear' }), '{"auth":"mine"}')).toBe('{"auth":"mine"}');
  });
});
