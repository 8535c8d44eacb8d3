import { createDelta } from 'fossil-delta';
import { describe, expect, it } from 'vitest';
import recorded from '../demo/sockudo/recorded.json' with { type: 'json' };
import { type Happening, openNodePanel, type Said } from './node-panel.ts';
import { frameOf } from './published.ts';

const sockudo = 'ws://localhost/app/app-key?protocol=2&client=sockudo-js';
const ably = 'wss://main.realtime.ably.net/?key=app.key:secret&v=6&format=json';
const clear = frameOf('healthy', 'orders', '{"id":7}');
const base = `${recorded.delta.base.slice(0, -1)},"__delta_seq":0,"__conflation_key":""}`;
const { channel: market } = JSON.parse(base);

/** A delta of the real encoder from one text to another, as Sockudo sends it. */
function deltaFrame(from: string, to: string, seq: number): string {
  const delta = Buffer.from(createDelta(Buffer.from(from), Buffer.from(to))).toString('base64');
  return JSON.stringify({
    event: 'sockudo:delta',
    channel: market,
    data: { event: 'tick', delta, seq, algorithm: 'fossil' },
  });
}

const ablyFrame = (name: string, data: string, encoding: string) =>
  JSON.stringify({ action: 15, channel: 'chat', messages: [{ id: 'a:0:0', name, data, encoding }] });
const block = Buffer.alloc(48, 9).toString('base64');

interface Case {
  protocol: string;
  url?: string;
  take: Happening[];
  event: string;
  said: Said;
  /** A frame of the same kind without the fault, with the event that it makes. */
  healthy: Happening[];
  healthyEvent: string;
}

const cases: Record<string, Case> = {
  'a frame of JSON that is cut off': {
    protocol: 'pusher',
    take: [clear.slice(0, 20)],
    event: '(unreadable frame)',
    said: { id: 'unreadable', severity: 'fault', evidence: { expected: 'JSON' } },
    healthy: [clear],
    healthyEvent: 'healthy',
  },
  'bytes that are no MessagePack': {
    protocol: 'sockudo',
    url: `${sockudo}&format=messagepack`,
    take: [Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff)],
    event: '(binary frame)',
    said: { id: 'unreadable', severity: 'fault', evidence: { expected: 'MessagePack' } },
    healthy: [clear],
    healthyEvent: 'healthy',
  },
  'a frame that is too large for the panel': {
    protocol: 'pusher',
    take: [{ omitted: 'too-large', bytes: 70_000_000 }],
    event: '(frame not kept)',
    said: { id: 'not-kept', severity: 'warning', evidence: {} },
    healthy: [clear],
    healthyEvent: 'healthy',
  },
  'a delta whose base came before the panel': {
    protocol: 'sockudo',
    url: sockudo,
    take: [deltaFrame(recorded.delta.base, recorded.delta.base.replace('100.00', '101.00'), 1)],
    event: 'tick',
    said: { id: 'delta-base-missing', severity: 'warning', evidence: {} },
    healthy: [base, deltaFrame(recorded.delta.base, recorded.delta.base.replace('100.00', '101.00'), 1)],
    healthyEvent: 'tick',
  },
  'a delta to another text than its base': {
    protocol: 'sockudo',
    url: sockudo,
    take: [base, deltaFrame('x'.repeat(900), `${'x'.repeat(900)}!`, 1)],
    event: 'tick',
    said: { id: 'delta-broken', severity: 'fault', evidence: {} },
    healthy: [base, deltaFrame(recorded.delta.base, recorded.delta.base.replace('100.00', '101.00'), 1)],
    healthyEvent: 'tick',
  },
  'a cipher that no Ably library has': {
    protocol: 'ably',
    url: ably,
    take: [ablyFrame('faulty', block, 'utf-8/cipher+aes-256-gcm/base64')],
    event: 'faulty',
    said: { id: 'unknown-cipher', severity: 'fault', evidence: { cipher: 'aes-256-gcm' } },
    healthy: [ablyFrame('healthy', 'hello', '')],
    healthyEvent: 'healthy',
  },
  'data that is not the base64 that its encoding says': {
    protocol: 'ably',
    url: ably,
    take: [ablyFrame('faulty', '!?!?', 'utf-8/cipher+aes-256-cbc/base64')],
    event: 'faulty',
    said: {
      id: 'bad-encoding',
      severity: 'fault',
      evidence: { 'failed step': 'base64', 'left of the chain': 'utf-8/cipher+aes-256-cbc/base64' },
    },
    healthy: [ablyFrame('healthy', Buffer.from('hello').toString('base64'), 'base64')],
    healthyEvent: 'healthy',
  },
};

describe('a frame that can not be read', () => {
  for (const [name, { protocol, url, take, event, said, healthy, healthyEvent }] of Object.entries(cases)) {
    it(`${said.id}: ${name}; one without the fault has no verdict`, async () => {
      const panel = openNodePanel(protocol, url);
      await panel.take(take);
      expect(panel.ofEvent(event)).toEqual([said]);
      const other = openNodePanel(protocol, url);
      await other.take(healthy);
      expect(other.ofEvent(healthyEvent)).toEqual([]);
    });
  }
});

describe('the end of a connection', () => {
  it('close-code: after which the client gives up; a plain close has no verdict', async () => {
    const panel = openNodePanel();
    await panel.take([clear, { closed: 4001, reason: 'App does not exist' }]);
    const said = [{ id: 'close-code', severity: 'fault', evidence: { code: '4001' } }];
    expect(panel.ofEvent('(closed 4001)')).toEqual(said);
    expect(panel.ofConnection()).toEqual(said);
    const other = openNodePanel();
    await other.take([clear, { closed: 1000, reason: '' }]);
    expect(other.ofEvent('(closed 1000)')).toEqual([]);
    expect(other.ofConnection()).toEqual([]);
  });

  it('close-code: in an error event, whose connection closes with it', async () => {
    const panel = openNodePanel();
    const data = { code: 4009, message: 'Connection not authorized within timeout' };
    await panel.take([clear, JSON.stringify({ event: 'pusher:error', data })]);
    expect(panel.ofEvent('pusher:error')).toEqual([
      { id: 'close-code', severity: 'fault', evidence: { code: '4009' } },
    ]);
    expect(panel.problems('pusher:error')[0]).toContain('“Connection not authorized within timeout”');
    expect(panel.ofEvent('healthy')).toEqual([]);
  });
});
