import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Envelope, seal, secretOf } from '../demo/faults/seal.ts';
import { openNodePanel, type Said } from './node-panel.ts';
import { frameOf, type Publisher, startApi } from './published.ts';

const channel = 'private-encrypted-orders';
const key = Buffer.alloc(32, 0xa7);
const order = '{"id":7}';

let api: Awaited<ReturnType<typeof startApi>>;
let publisher: Publisher;
beforeAll(async () => {
  api = await startApi();
  publisher = api.publisher(key.toString('base64'));
});
afterAll(() => api.stop());

/** What the real library publishes for the channel, read again so that a fault can be made of it. */
async function published(data: unknown = JSON.parse(order)): Promise<Envelope> {
  await publisher.pusher.trigger(channel, 'faulty', data);
  return JSON.parse(JSON.parse(publisher.frames()[0] ?? '').data);
}

/** A frame with this data as one level of JSON text, as every server sends it. */
const framed = (data: unknown, event = 'faulty') => frameOf(event, channel, JSON.stringify(data));

async function withMember(change: (envelope: Envelope) => object): Promise<string> {
  return framed(change(await published()));
}

/** An envelope in whose ciphertext the two alphabets differ, and that has padding. */
async function telling(): Promise<Envelope> {
  for (;;) {
    const envelope = await published();
    if (/[+/]/.test(envelope.ciphertext)) return envelope;
  }
}

const nonceOf = (bytes: number) =>
  withMember(({ ciphertext }) => ({ nonce: Buffer.alloc(bytes, 5).toString('base64'), ciphertext }));
const fault = (id: string, evidence: Record<string, string>): Said => ({ id, severity: 'fault', evidence });
const warning = (id: string, evidence: Record<string, string>): Said => {
  return { id, severity: 'warning', evidence };
};

const throws = 'pusher-js throws at it: the event is lost';

interface Case {
  frame: () => Promise<string> | string;
  said: Said;
  outcome: string;
}

const cases: Record<string, Case> = {
  'no data at all': {
    frame: () => frameOf('faulty', channel),
    said: fault('no-data', {}),
    outcome: 'dark',
  },
  'plain JSON, as the HTTP API takes it': {
    frame: () => frameOf('faulty', channel, order),
    said: fault('published-unencrypted', { 'in the clear': '8 bytes', client: 'pusher-js drops it' }),
    outcome: 'clear {"id":7}',
  },
  'no nonce': {
    frame: () => withMember(({ ciphertext }) => ({ ciphertext })),
    said: fault('partial-envelope', { there: 'ciphertext', missing: 'nonce' }),
    outcome: 'dark',
  },
  'no ciphertext': {
    frame: () => withMember(({ nonce }) => ({ nonce })),
    said: fault('partial-envelope', { there: 'nonce', missing: 'ciphertext' }),
    outcome: 'dark',
  },
  'an envelope that the app has made JSON once more': {
    frame: async () => framed(JSON.stringify(await published())),
    said: fault('double-encoded-envelope', { read: 'one more JSON.parse gives the envelope' }),
    outcome: `opened ${order}`,
  },
  'the URL-safe alphabet': {
    frame: async () => {
      const { nonce, ciphertext } = await telling();
      return framed({ nonce, ciphertext: ciphertext.replaceAll('+', '-').replaceAll('/', '_') });
    },
    said: fault('bad-base64', {
      ciphertext: 'written in the URL-safe alphabet, with - or _',
      client: throws,
    }),
    outcome: `opened ${order}`,
  },
  'a line break in the nonce': {
    frame: () => withMember(({ nonce, ciphertext }) => ({ nonce: `${nonce}\n`, ciphertext })),
    said: fault('bad-base64', { nonce: 'written with white space', client: throws }),
    outcome: `opened ${order}`,
  },
  'no padding': {
    frame: async () => {
      // 24 bytes in the box: 8 of plaintext and 16 of tag need none, 9 and 16 do.
      const { nonce, ciphertext } = await published({ id: 42 });
      return framed({ nonce, ciphertext: ciphertext.replace(/=+$/, '') });
    },
    said: fault('bad-base64', {
      ciphertext: 'written without its padding',
      client: 'pusher-js before 6 throws at it; later ones take it',
    }),
    outcome: 'opened {"id":42}',
  },
  'letters that no base64 has': {
    frame: () => withMember(({ nonce, ciphertext }) => ({ nonce, ciphertext: `!${ciphertext.slice(1)}` })),
    said: fault('bad-base64', {
      ciphertext: 'not base64: it has letters that no base64 has, or a length that none has',
      client: 'nothing can decode it',
    }),
    outcome: 'dark',
  },
  'a nonce of AES-GCM': {
    frame: () => nonceOf(12),
    said: fault('bad-nonce-length', { nonce: '12 bytes, not 24' }),
    outcome: 'dark',
  },
  'a nonce of AES-CBC': {
    frame: () => nonceOf(16),
    said: fault('bad-nonce-length', { nonce: '16 bytes, not 24' }),
    outcome: 'dark',
  },
  'a nonce that is base64 twice': {
    frame: () =>
      withMember(({ nonce, ciphertext }) => ({ nonce: Buffer.from(nonce).toString('base64'), ciphertext })),
    said: fault('bad-nonce-length', { nonce: '32 bytes, not 24' }),
    outcome: 'dark',
  },
  'a ciphertext without its tag': {
    frame: () => withMember(({ nonce, ciphertext }) => ({ nonce, ciphertext: ciphertext.slice(0, 8) })),
    said: fault('truncated', { ciphertext: '6 bytes' }),
    outcome: 'dark',
  },
  'data that ends in the middle of the envelope': {
    frame: async () => frameOf('faulty', channel, JSON.stringify(await published()).slice(0, 50)),
    said: fault('truncated', { data: '50 bytes' }),
    outcome: 'dark',
  },
  'data that a server has cut off at its limit': {
    frame: async () => {
      const data = JSON.stringify(await published({ text: 'x'.repeat(9_000) }));
      return frameOf('faulty', channel, data.slice(0, 10_240));
    },
    said: fault('truncated', { data: '10,240 bytes' }),
    outcome: 'dark',
  },
  'an event that is nearly too large': {
    frame: async () => framed(await published('x'.repeat(7_400))),
    said: warning('size-budget', { data: '9,952 bytes', headroom: '288 bytes' }),
    outcome: `opened "${'x'.repeat(7_400)}"`,
  },
  'an event that is too large for pusher.com': {
    frame: () => framed(seal(secretOf(channel, key), 'x'.repeat(8_000))),
    said: warning('size-budget', { data: '10,748 bytes', 'over the limit by': '508 bytes' }),
    outcome: `opened ${'x'.repeat(8_000)}`,
  },
  'a string of JSON that the real library makes JSON again': {
    frame: async () => framed(await published(order)),
    said: warning('double-encoded-plaintext', { inside: 'JSON' }),
    outcome: `opened ${JSON.stringify(order)}`,
  },
};

describe('an envelope on an encrypted channel', () => {
  for (const [name, { frame, said, outcome }] of Object.entries(cases)) {
    it(`${said.id}: ${name}; the healthy one beside it has no verdict`, async () => {
      const panel = openNodePanel();
      await panel.addKey('staging', key.toString('base64'));
      await panel.take([await frame(), framed(await published(), 'healthy')]);
      expect(panel.ofEvent('faulty')).toEqual([said]);
      expect(panel.outcome('faulty')).toBe(outcome);
      expect(panel.ofEvent('healthy')).toEqual([]);
      expect(panel.outcome('healthy')).toBe(`opened ${order}`);
    });
  }

  it('double-encoded-plaintext: one batch array given to the real triggerBatch twice, and no verdict on the first time', async () => {
    const { pusher, frames } = publisher;
    const batch = [{ channel, name: 'paid', data: { id: 7 } }];
    await pusher.triggerBatch(batch);
    const [once = ''] = frames();
    await pusher.triggerBatch(batch);
    const [twice = ''] = frames();
    for (const [frame, expected] of [
      [once, []],
      [twice, [warning('double-encoded-plaintext', { inside: 'envelope' })]],
    ] as const) {
      const panel = openNodePanel();
      await panel.addKey('staging', key.toString('base64'));
      await panel.take([frame]);
      expect(panel.ofEvent('paid')).toEqual(expected);
    }
  });

  it('client-event-on-encrypted: in the clear or sealed by its sender; on a private channel it has no verdict', async () => {
    const panel = openNodePanel();
    await panel.addKey('staging', key.toString('base64'));
    await panel.take([
      frameOf('client-plain', channel, order),
      framed(seal(secretOf(channel, key), order), 'client-sealed'),
      frameOf('client-typing', 'private-orders', order),
    ]);
    expect(panel.ofEvent('client-plain')).toEqual([
      warning('client-event-on-encrypted', { data: 'in the clear' }),
    ]);
    expect(panel.ofEvent('client-sealed')).toEqual([
      warning('client-event-on-encrypted', { data: 'an envelope' }),
    ]);
    expect(panel.outcome('client-sealed')).toBe(`opened ${order}`);
    expect(panel.ofEvent('client-typing')).toEqual([]);
  });

  it('truncated: at the limit of servers it says so, elsewhere not', async () => {
    const data = JSON.stringify(await published({ text: 'x'.repeat(9_000) }));
    const panel = openNodePanel();
    await panel.take([
      frameOf('at', channel, data.slice(0, 10_240)),
      frameOf('below', channel, data.slice(0, 9_000)),
    ]);
    expect(panel.problems('at')).toEqual([
      'The data begins as an envelope and ends in the middle of it, after 10,240 bytes: as much as servers take.',
    ]);
    expect(panel.problems('below')).toEqual(['The data begins as an envelope and ends in the middle of it.']);
  });
});
