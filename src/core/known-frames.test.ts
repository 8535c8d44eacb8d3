import { describe, expect, it } from 'vitest';
import { fromBase64 } from './bytes';
import type { KeyKind } from './key-summary';
import type { Key } from './keyring';
import { createSecretCache, openSealed, searchSealed } from './opening';
import type { DecodedEvent } from './protocols/protocol';
import { protocol } from './protocols/pusher/protocol';
import type { Fact } from './sealed';
import vectors from './vectors/pusher-frames.json' with { type: 'json' };
import { findingsOfFact } from './verdicts/of-fact';
import { findingOfFault } from './verdicts/of-fault';

type Vector = (typeof vectors.cases)[number];

/** What is found about each of the known frames, with its master key and the names of the other channels. */
const verdicts: Record<string, string[]> = {
  ok: [],
  'ok-nonjson': [],
  'ok-double-json-plaintext': ['double-encoded-plaintext'],
  'unencrypted-string': ['published-unencrypted'],
  'double-encoded-envelope': ['double-encoded-envelope'],
  'short-nonce': ['bad-nonce-length'],
  'short-ciphertext': ['truncated'],
  'bad-base64': ['bad-base64'],
  'urlsafe-base64': ['bad-base64'],
  'other-channel-key': ['other-channel'],
  'derivation-C': ['other-derivation'],
  'master-key-used-directly': ['master-key-direct'],
  'key-raw-text-of-base64': ['other-derivation'],
  'rotated-key': ['wrong-key'],
};

const scope = { channels: ['private-encrypted-a', 'private-encrypted-b'], keys: undefined };

describe('a known frame', () => {
  for (const vector of vectors.cases) {
    it(`is found to be what it is: ${vector.id}`, () => {
      expect(findingsOf(vector)).toEqual(verdicts[vector.id]);
    });

    if (vector.plaintext === undefined) continue;
    it(`opens all the same: ${vector.id}`, () => {
      expect(factOf(vector)).toMatchObject({ outcome: 'opened', plaintext: { text: vector.plaintext } });
    });
  }
});

it('a frame that was sealed with a master key itself opens with it as a shared secret', () => {
  const vector = vectors.cases.find(({ id }) => id === 'master-key-used-directly') as Vector;
  const content = decode(vector).content;
  const keyring = [keyOf('pusher-shared-secret', vector)];
  expect(content.kind === 'sealed' && openSealed(content.sealed, keyring, createSecretCache())).toMatchObject(
    {
      outcome: 'opened',
      derivation: undefined,
    },
  );
});

function findingsOf(vector: Vector): string[] {
  const { content, findings = [] } = decode(vector);
  const odd = findings.map(({ id }) => id);
  if (content.kind === 'malformed') return [findingOfFault(content.fault, 0).id, ...odd];
  const fact = factOf(vector);
  if (content.kind !== 'sealed' || !fact) return odd;
  return [...findingsOfFact(fact, content.sealed, 0).map(({ id }) => id), ...odd];
}

function factOf(vector: Vector): Fact | undefined {
  const { content } = decode(vector);
  if (content.kind !== 'sealed') return undefined;
  const keyring = [keyOf('pusher-master', vector)];
  return searchSealed(content.sealed, keyring, createSecretCache(), scope) as Fact;
}

function decode({ frame }: Vector): DecodedEvent {
  const [event] = protocol.createDecoder(undefined)({ text: frame }, 'received').events;
  if (!event) throw new Error('no event');
  return event;
}

function keyOf(kind: KeyKind, vector: Vector): Key {
  return {
    id: kind,
    kind,
    label: '',
    scope: { app: undefined, channel: undefined },
    remembered: false,
    addedAt: 0,
    bytes: fromBase64(vector.master_key.value) ?? new Uint8Array(0),
  };
}
