import { describe, expect, it } from 'vitest';
import { readKeys } from '../../src/core/key-readings';
import { toVerdict } from '../../src/core/verdicts';
import {
  ablyFrame,
  altered,
  clearFrames,
  encrypted,
  encryptedBytes,
  type WireMessage,
  wrongKey,
} from './ably-frames.ts';
import { openNodePanel, type Said } from './node-panel.ts';

const key = Buffer.alloc(32, 0xa7);
const order = { id: 7, note: 'ring twice at the second door' };
const orderText = JSON.stringify(order);

function open() {
  return openNodePanel('ably', 'wss://main.realtime.ably.net/?key=app.key:secret&v=6&format=json');
}

interface Case {
  message: () => Promise<WireMessage> | WireMessage;
  /** The cipher key that is known, where it is not the publisher's. */
  known?: (message: WireMessage) => Buffer;
  said: Said;
  outcome: RegExp;
}

const fault = (id: string, evidence: Record<string, string>): Said => ({ id, severity: 'fault', evidence });
const lucky = 'fits, as it does for 1 wrong key in 256';

const cases: Record<string, Case> = {
  'a key of 256 bits for a payload of AES-128': {
    message: () => encrypted('faulty', key.subarray(16), order),
    said: fault('ably-key-size', { cipher: 'aes-128-cbc', known: 'staging: 256 bits' }),
    outcome: /^dark$/,
  },
  'a key of 128 bits for a payload of AES-256': {
    message: () => encrypted('faulty', key, order),
    known: () => key.subarray(16),
    said: fault('ably-key-size', { cipher: 'aes-256-cbc', known: 'staging: 128 bits' }),
    outcome: /^dark$/,
  },
  'a wrong key under which the padding does not come out': {
    message: () => encrypted('faulty', key, order),
    known: (message) => wrongKey(message, false),
    said: fault('ably-wrong-key', { tried: 'staging', padding: 'does not come out' }),
    outcome: /^dark$/,
  },
  'a wrong key that unpads by luck': {
    message: () => encrypted('faulty', key, order),
    known: (message) => wrongKey(message, true),
    said: fault('ably-wrong-key', { tried: 'staging', padding: lucky, 'does not hold': 'json/utf-8' }),
    outcome: /^unverified/,
  },
  'binary data, which confirms no key': {
    message: () => encrypted('faulty', key, Uint8Array.of(1, 2, 3, 255)),
    said: { id: 'ably-unconfirmed', severity: 'info', evidence: { key: 'staging', padding: lucky } },
    outcome: /^unverified/,
  },
  'an IV that was altered on the way': {
    message: async () =>
      altered(await encrypted('faulty', key, order), (blocks) =>
        Buffer.from(blocks.map((byte, at) => (at < 16 ? byte ^ 0xc5 : byte))),
      ),
    said: fault('ably-iv-altered', {
      key: 'staging is right: all but the first block is readable',
      garbled: 'bytes 1 to 16',
    }),
    outcome: /^unverified/,
  },
  'data that has lost its first 16 bytes': {
    message: async () => altered(await encrypted('faulty', key, order), (blocks) => blocks.subarray(16)),
    said: fault('ably-iv-lost', {
      key: 'staging is right: what is there is readable',
      missing: 'the first 16 bytes of the plaintext',
    }),
    outcome: /door/,
  },
  'data that has lost its first 16 bytes, and starts in the middle of a character': {
    message: async () => {
      const text = JSON.stringify({ n: '…'.repeat(20) });
      // The second of three bytes.
      expect(Buffer.from(text).subarray(16)[0]).toBe(0x80);
      return altered(await encrypted('faulty', key, JSON.parse(text)), (blocks) => blocks.subarray(16));
    },
    said: fault('ably-iv-lost', {
      key: 'staging is right: what is there is readable',
      missing: 'the first 16 bytes of the plaintext',
    }),
    outcome: /^unverified/,
  },
  'a plaintext that is a text and not the JSON of its encoding': {
    message: () => encryptedBytes('faulty', key, Buffer.from('ring twice'), ['json', 'utf-8']),
    said: fault('bad-encoding', { 'failed step': 'json', 'left of the chain': 'json' }),
    outcome: /^opened ring twice$/,
  },
  'blocks that are cut off': {
    message: async () => altered(await encrypted('faulty', key, order), (blocks) => blocks.subarray(0, 40)),
    said: fault('truncated', { 'IV and ciphertext': '40 bytes' }),
    outcome: /^dark$/,
  },
};

describe('a message of a channel with a cipher', () => {
  for (const [name, { message, known, said, outcome }] of Object.entries(cases)) {
    it(`${said.id}: ${name}; the healthy one has no verdict`, async () => {
      const faulty = await message();
      const panel = open();
      await panel.addKey('staging', (known?.(faulty) ?? key).toString('base64'), 'ably-cipher');
      await panel.take([ablyFrame([faulty])]);
      expect(panel.ofEvent('faulty')).toEqual([said]);
      expect(panel.outcome('faulty')).toMatch(outcome);
      const healthy = open();
      await healthy.addKey('staging', key.toString('base64'), 'ably-cipher');
      await healthy.take([ablyFrame([await encrypted('healthy', key, order)])]);
      expect(healthy.ofEvent('healthy')).toEqual([]);
      expect(healthy.outcome('healthy')).toBe(`opened ${orderText}`);
    });
  }

  it('ably-no-key: names the size that is needed, and goes when the key is there', async () => {
    const panel = open();
    await panel.take([
      ablyFrame([await encrypted('large', key, order), await encrypted('small', key.subarray(16), 'hello')]),
    ]);
    const needed = (bits: number) => [
      {
        id: 'ably-no-key',
        severity: 'warning',
        evidence: { needed: `a key of ${bits} bits: ${bits / 8} bytes` },
      },
    ];
    expect(panel.ofEvent('large')).toEqual(needed(256));
    expect(panel.ofEvent('small')).toEqual(needed(128));
    await panel.addKey('staging', key.toString('base64'), 'ably-cipher');
    expect(panel.ofEvent('large')).toEqual([]);
  });

  it('a lucky unpad is never called opened, whichever of many keys it is', async () => {
    const message = await encrypted('paid', key, order);
    const panel = open();
    await panel.addKey('lucky', wrongKey(message, true).toString('base64'), 'ably-cipher');
    await panel.take([ablyFrame([message])]);
    expect(panel.problems('paid')[0]).toMatch(/^The key may be wrong/);
    await panel.addKey('right', key.toString('base64'), 'ably-cipher');
    expect(panel.outcome('paid')).toBe(`opened ${orderText}`);
    expect(panel.ofEvent('paid')).toEqual([]);
  });

  it('key-slip: a publisher that took the hexadecimal digits for its key', async () => {
    const small = key.subarray(16);
    const slipped = encryptedBytes('paid', Buffer.from(small.toString('hex')), Buffer.from(orderText), [
      'json',
      'utf-8',
    ]);
    const panel = open();
    await panel.addKey('staging', small.toString('base64'), 'ably-cipher');
    await panel.take([ablyFrame([slipped])]);
    expect(panel.ofEvent('paid')).toEqual([
      {
        id: 'key-slip',
        severity: 'fault',
        evidence: { reading: 'its hexadecimal digits, taken as characters', key: 'staging' },
      },
    ]);
  });
});

describe('what is in the clear', () => {
  it('ably-clear-on-cipher: counts both; a channel of one kind has no verdict', async () => {
    const panel = open();
    await panel.addKey('staging', key.toString('base64'), 'ably-cipher');
    await panel.take([
      ablyFrame([await encrypted('one', key, order), await encrypted('two', key, order)]),
      ablyFrame([{ name: 'three', data: 'hello' }]),
      ablyFrame([{ name: 'four', data: 'hello' }], 'news'),
      ablyFrame([await encrypted('five', key, order)], 'secret'),
    ]);
    expect(panel.ofChannel('orders')).toEqual([
      {
        id: 'ably-clear-on-cipher',
        severity: 'info',
        evidence: { 'in the clear': '1 message', encrypted: '2 messages' },
      },
    ]);
    for (const channel of ['news', 'secret']) expect(panel.ofChannel(channel)).toEqual([]);
  });

  it.each([
    ['annotation', 'annotation:create'],
    ['object', 'object:map.set'],
  ] as const)(
    'ably-never-encrypted: an %s on a channel with a cipher; on one without it has no verdict',
    async (what, event) => {
      const panel = open();
      await panel.take([ablyFrame([await encrypted('one', key, order)]), clearFrames[what]]);
      expect(panel.ofEvent(event)).toEqual([
        { id: 'ably-never-encrypted', severity: 'info', evidence: { kind: what } },
      ]);
      expect(panel.ofEvent('one')?.map(({ id }) => id)).toEqual(['ably-no-key']);
      const plain = open();
      await plain.take([ablyFrame([{ name: 'one', data: 'hello' }]), clearFrames[what]]);
      expect(plain.ofEvent(event)).toEqual([]);
    },
  );
});

describe('the text of a cipher key', () => {
  const urlSafe = Buffer.alloc(32, 0xfb).toString('base64url');
  const said = (text: string) =>
    readKeys(text)
      .filter(({ kind }) => kind === 'ably-cipher')
      .flatMap(({ findings }) => findings.map((finding) => toVerdict(finding, () => '')))
      .map(({ id, severity, evidence }) => ({ id, severity, evidence }));

  it.each([
    [
      'URL-safe letters',
      urlSafe,
      { form: 'base64url', 'letters - or _': String(urlSafe.replace(/[^-_]/g, '').length) },
    ],
    ['hexadecimal digits', key.toString('hex'), { form: 'hex' }],
    ['a passphrase', 'correct horse battery staple 32!', { form: 'passphrase' }],
  ])('ably-key-text: %s', (_, text, evidence) => {
    expect(said(text)).toEqual([
      {
        id: 'ably-key-text',
        severity: 'warning',
        evidence: Object.entries(evidence).map(([name, value]) => ({ name, value })),
      },
    ]);
  });

  it('ably-key-text: standard base64 has no verdict', () => {
    expect(said(key.toString('base64'))).toEqual([]);
  });
});
