import { decode, encode } from '@msgpack/msgpack';
import nacl from 'tweetnacl';
import { toBase64, toUtf8 } from '../../src/core/bytes';
import { deriveSharedSecret } from '../../src/core/crypto/shared-secret';
import type { Payload } from '../../src/core/frame';
import type { Key } from '../../src/core/keyring';
import { createSecretCache, openSealed } from '../../src/core/opening';
import type { Decode, Protocol } from '../../src/core/protocols/protocol';
import type { Sealed } from '../../src/core/sealed';
import type { Figure } from '../figure';
import { median } from '../numbers';

const PLAINTEXT = JSON.stringify({ order: 12345, note: 'x'.repeat(985) });
const CHANNEL = 'private-encrypted-orders';
const ROUNDS = 21;
const MAX_PUSHER_RATIO = 1.6;
const MAX_ABLY_RATIO = 1.5;
const MAX_OTHER_MICROSECONDS = 1;

/** What decoding and opening one event costs beside the bare cryptography, in Node. */
export const opening: Figure = {
  name: 'opening',
  title: 'Decoding and opening one event',
  async measure({ quick }) {
    const events = quick ? 300 : 2_000;
    return [await measurePusher(events), await measureAbly(events), await measureOthers(events)];
  },
};

async function measurePusher(events: number) {
  const { protocol } = await import('../../src/core/protocols/pusher/protocol');
  const masterKey = nacl.randomBytes(32);
  const secret = deriveSharedSecret('A', CHANNEL, masterKey);
  const nonce = nacl.randomBytes(24);
  const box = nacl.secretbox(toUtf8(PLAINTEXT), nonce, secret);
  const envelope = JSON.stringify({ nonce: toBase64(nonce), ciphertext: toBase64(box) });
  const text = JSON.stringify({ event: 'order.created', channel: CHANNEL, data: envelope });
  const open = await opener(protocol, { text }, keyOf('pusher-master', masterKey));
  const ratios = await compare(events, open, () => {
    nacl.secretbox.open(box, nonce, secret);
    JSON.parse(text);
  });
  return rowOf(
    'Pusher, 1 kB encrypted: against nacl.secretbox.open and one JSON.parse',
    ratios,
    MAX_PUSHER_RATIO,
  );
}

async function measureAbly(events: number) {
  const { protocol } = await import('../../src/core/protocols/ably/protocol');
  const bytes = nacl.randomBytes(32);
  const iv = nacl.randomBytes(16);
  const algorithm = { name: 'AES-CBC', iv } as const;
  const cipherKey = await crypto.subtle.importKey('raw', bytes as BufferSource, 'AES-CBC', false, [
    'encrypt',
    'decrypt',
  ]);
  const blocks = new Uint8Array(await crypto.subtle.encrypt(algorithm, cipherKey, toUtf8(PLAINTEXT)));
  const data = new Uint8Array([...iv, ...blocks]);
  const encoding = 'json/utf-8/cipher+aes-256-cbc';
  const frame = encode({
    action: 15,
    id: 'a:0',
    channel: 'orders',
    timestamp: 1e12,
    messages: [{ name: 'order', data, encoding }],
  });
  const payload = { base64: toBase64(frame) };
  const open = await opener(protocol, payload, keyOf('ably-cipher', bytes));
  const ratios = await compare(events, open, async () => {
    decode(frame);
    await crypto.subtle.decrypt(algorithm, cipherKey, blocks);
  });
  return rowOf(
    'Ably MessagePack, 1 kB encrypted: against one decode and one awaited subtle.decrypt',
    ratios,
    MAX_ABLY_RATIO,
  );
}

/** Recognising a frame that is none of theirs, for the dearest of the protocols. */
async function measureOthers(events: number) {
  const { recognizers } = await import('../../src/core/protocols/recognizers');
  const text = JSON.stringify(['message', { room: 'a', text: PLAINTEXT }]);
  const frames = [text, encode({ type: 4, body: PLAINTEXT }).slice()];
  const costs = recognizers.map((recognizer) => {
    const rounds = Array.from({ length: ROUNDS }, () => {
      const start = performance.now();
      for (let i = 0; i < events; i++) for (const frame of frames) recognizer.recognizeFrame(frame);
      return ((performance.now() - start) * 1_000) / (events * frames.length);
    });
    return { id: recognizer.id, microseconds: median(rounds) };
  });
  const worst = Math.max(...costs.map(({ microseconds }) => microseconds));
  const listed = costs.map(({ id, microseconds }) => `${id} ${microseconds.toFixed(2)}`).join(', ');
  return {
    figure: 'A protocol that does not apply, per 1 kB frame',
    measured: `${worst.toFixed(2)} µs (${listed})`,
    bar: `≤ ${MAX_OTHER_MICROSECONDS} µs`,
    ok: worst <= MAX_OTHER_MICROSECONDS,
  };
}

/** The way of one event as panel and background go it: decode the frame, open what is sealed in it. */
async function opener(protocol: Protocol, payload: Payload, key: Key): Promise<() => unknown> {
  await protocol.prepare(payload);
  const decode: Decode = protocol.createDecoder('app');
  const cache = createSecretCache();
  const keyring = [key];
  const open = () => openSealed(sealedOf(decode, payload), keyring, cache);
  const { outcome } = await open();
  if (outcome !== 'opened') throw new Error(`the event does not open: ${outcome}`);
  return open;
}

function sealedOf(decode: Decode, payload: Payload): Sealed {
  const content = decode(payload, 'received').events[0]?.content;
  if (content?.kind !== 'sealed') throw new Error(`the event is not sealed: ${content?.kind}`);
  return content.sealed;
}

function keyOf(kind: Key['kind'], bytes: Uint8Array): Key {
  return {
    id: 'id',
    kind,
    label: '',
    scope: { app: undefined, channel: undefined },
    remembered: false,
    addedAt: 0,
    bytes,
  };
}

/** Ratio of two works per round; the two take turns, each first in every other round. */
async function compare(events: number, work: () => unknown, base: () => unknown) {
  const time = async (act: () => unknown) => {
    const start = performance.now();
    for (let i = 0; i < events; i++) {
      const result = act();
      if (result instanceof Promise) await result;
    }
    return performance.now() - start;
  };
  await time(base);
  await time(work);
  const rounds: { ratio: number; work: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const first = await time(round % 2 ? work : base);
    const second = await time(round % 2 ? base : work);
    const [workTime, baseTime] = round % 2 ? [first, second] : [second, first];
    rounds.push({ ratio: workTime / baseTime, work: (workTime * 1_000) / events });
  }
  return rounds;
}

function rowOf(figure: string, rounds: { ratio: number; work: number }[], bar: number) {
  const ratio = median(rounds.map((round) => round.ratio));
  const microseconds = median(rounds.map((round) => round.work));
  return {
    figure,
    measured: `${ratio.toFixed(2)}× (${microseconds.toFixed(1)} µs)`,
    bar: `≤ ${bar}×`,
    ok: ratio <= bar,
  };
}
