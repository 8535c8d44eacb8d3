import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dotnetSecretOf, seal, secretOf } from '../demo/faults/seal.ts';
import { openNodePanel, type Said } from './node-panel.ts';
import { frameOf, type Publisher, startApi } from './published.ts';

const channel = 'private-encrypted-orders';
const other = 'private-encrypted-invoices';
// From 0x80 on: derivation D differs from A there only.
const key = Buffer.alloc(32, 0xa7);
const strange = Buffer.alloc(32, 0x5b);
const order = { id: 7, note: 'Zoë 🔑' };

const dear =
  'those of pusher-http-dotnet, -swift and older -node, the key itself, slips of its text, the secrets of the other channels seen';
const everything = `the usual derivation, ${dear}`;
const sampled = `the usual derivation; on other events of the channel ${dear} as well`;

let api: Awaited<ReturnType<typeof startApi>>;
let staging: Publisher;
let elsewhere: Publisher;
beforeAll(async () => {
  api = await startApi();
  staging = api.publisher(key.toString('base64'));
  elsewhere = api.publisher(strange.toString('base64'));
});
afterAll(() => api.stop());

async function publish({ pusher, frames }: Publisher, event: string, on = channel): Promise<string[]> {
  await pusher.trigger(on, event, order);
  return frames();
}

/** A publisher that derives its secret in this way; the envelope is as the libraries write it. */
function sealedBy(secret: Uint8Array, event: string, on = channel): string {
  return frameOf(event, on, JSON.stringify(seal(secret, JSON.stringify(order))));
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest();

interface Case {
  frames: () => Promise<string[]> | string[];
  said: Said;
  outcome: 'opened' | 'dark';
}

const opened = (id: string, severity: string, evidence: Record<string, string>): Said => ({
  id,
  severity,
  evidence: { ...evidence, 'opened with': 'staging' },
});

const cases: Record<string, Case> = {
  'sealed by the real library with another environment’s key': {
    frames: () => publish(elsewhere, 'faulty'),
    outcome: 'dark',
    said: { id: 'wrong-key', severity: 'fault', evidence: { tried: 'staging', readings: everything } },
  },
  'sealed by the real library, and one byte altered on the way': {
    frames: async () => {
      const frame = JSON.parse((await publish(staging, 'faulty'))[0] ?? '');
      const { nonce, ciphertext } = JSON.parse(frame.data);
      const bytes = Buffer.from(ciphertext, 'base64');
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      const data = JSON.stringify({ nonce, ciphertext: bytes.toString('base64') });
      return [frameOf('faulty', channel, data)];
    },
    outcome: 'dark',
    said: { id: 'wrong-key', severity: 'fault', evidence: { tried: 'staging', readings: everything } },
  },
  'the real library’s envelope for one channel, published on two as pusher-http-php does': {
    frames: async () => {
      const [first = ''] = await publish(staging, 'first', other);
      return [first, frameOf('faulty', channel, JSON.parse(first).data)];
    },
    outcome: 'opened',
    said: opened('other-channel', 'fault', { 'sealed for': other }),
  },
  'a secret as pusher-http-dotnet makes it': {
    frames: () => [sealedBy(dotnetSecretOf(channel, key), 'faulty')],
    outcome: 'opened',
    said: opened('other-derivation', 'warning', { derivation: 'B, as pusher-http-dotnet makes it' }),
  },
  'a secret as pusher-http-swift makes it': {
    frames: () => [sealedBy(sha256(channel + key.toString('base64')), 'faulty')],
    outcome: 'opened',
    said: opened('other-derivation', 'warning', { derivation: 'C, as pusher-http-swift makes it' }),
  },
  'a secret as pusher-http-node made it that read the key as text': {
    frames: () => [sealedBy(sha256(channel + key.toString('latin1')), 'faulty')],
    outcome: 'opened',
    said: opened('other-derivation', 'warning', {
      derivation: 'D, as pusher-http-node 3.0.1–5.0.0 made it',
    }),
  },
  'the master key itself, without a derivation': {
    frames: () => [sealedBy(key, 'faulty')],
    outcome: 'opened',
    said: opened('master-key-direct', 'fault', { derivation: 'none' }),
  },
};

describe('a key and an event that do not go together', () => {
  for (const [name, { frames, outcome, said }] of Object.entries(cases)) {
    it(`${said.id}: ${name}; the healthy one beside it has no verdict`, async () => {
      const panel = openNodePanel();
      await panel.addKey('staging', key.toString('base64'));
      await panel.take([...(await frames()), ...(await publish(staging, 'healthy'))]);
      expect(panel.ofEvent('faulty')).toEqual([said]);
      expect(panel.outcome('faulty')).toBe(outcome === 'opened' ? `opened ${JSON.stringify(order)}` : 'dark');
      expect(panel.ofEvent('healthy')).toEqual([]);
      expect(panel.outcome('healthy')).toBe(`opened ${JSON.stringify(order)}`);
    });
  }

  it('no-key: while none is known, and no more once one is', async () => {
    const panel = openNodePanel();
    await panel.take(await publish(staging, 'paid'));
    expect(panel.ofEvent('paid')).toEqual([
      { id: 'no-key', severity: 'warning', evidence: { 'in scope': 'no master key, no shared secret' } },
    ]);
    await panel.addKey('staging', key.toString('base64'));
    expect(panel.ofEvent('paid')).toEqual([]);
  });

  it('wrong-key: every known key is named as tried, the newest first', async () => {
    const panel = openNodePanel();
    await panel.addKey('old', Buffer.alloc(32, 1).toString('base64'));
    await panel.addKey('new', Buffer.alloc(32, 2).toString('base64'));
    await panel.take(await publish(staging, 'paid'));
    expect(panel.ofEvent('paid')?.[0]?.evidence.tried).toBe('new, old');
  });

  it('wrong-key: beyond the samples of a channel it says what was tried on this event and what on others', async () => {
    const panel = openNodePanel();
    await panel.addKey('staging', key.toString('base64'));
    const frames: string[] = [];
    for (let n = 0; n < 400; n++) frames.push(sealedBy(secretOf(channel, strange), `e${n}`));
    await panel.take(frames);
    const readings = new Set(frames.map((_, n) => panel.ofEvent(`e${n}`)?.[0]?.evidence.readings));
    expect(readings).toEqual(new Set([everything, sampled]));
  });
});

describe('a key that changes', () => {
  it('rotation and previous-key: the switch, the straggler; nothing while one key is in use', async () => {
    const panel = openNodePanel();
    await panel.addKey('old', key.toString('base64'));
    await panel.take([...(await publish(staging, 'one')), ...(await publish(staging, 'two'))]);
    await panel.addKey('new', strange.toString('base64'));
    expect(panel.ofChannel(channel)).toEqual([]);
    await panel.take([
      ...(await publish(elsewhere, 'three')),
      ...(await publish(staging, 'four')),
      ...(await publish(elsewhere, 'five')),
    ]);
    const [rotation, ...more] = panel.ofChannel(channel);
    expect(more).toEqual([]);
    expect(rotation).toEqual({
      id: 'rotation',
      severity: 'warning',
      evidence: {
        before: 'old',
        after: 'new',
        switch: expect.stringMatching(/^\d\d:\d\d:01\.003$/),
        stragglers: '1',
        'auth requests since': '0',
      },
    });
    expect(panel.ofEvent('four')).toEqual([
      { id: 'previous-key', severity: 'info', evidence: { 'opened with': 'old', 'newer key': 'new' } },
    ]);
    for (const event of ['one', 'two', 'three', 'five']) expect(panel.ofEvent(event)).toEqual([]);
  });
});
