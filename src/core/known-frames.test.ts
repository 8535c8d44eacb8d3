import { describe, expect, it } from 'vitest';
import { fromBase64 } from './bytes';
import type { KeyKind } from './key-summary';
import type { Key } from './keyring';
import { createSecretCache, openSealed } from './opening';
import { protocol } from './protocols/pusher/protocol';
import type { Derivation } from './sealed';
import vectors from './vectors/pusher-frames.json' with { type: 'json' };

type Vector = (typeof vectors.cases)[number];

const derivations: Record<string, Derivation> = {
  decrypted: 'A',
  envelope_double_encoded: 'A',
  other_derivation: 'C',
};

describe('a known frame, decoded and opened with its master key', () => {
  for (const vector of vectors.cases) {
    const sealed = sealedOf(vector);
    if (!sealed) continue;
    const derivation = derivations[vector.diagnosis];
    it(`${derivation ? `opens under derivation ${derivation}` : 'stays dark'}: ${vector.id}`, () => {
      expect(openSealed(sealed, [keyOf('pusher-master', vector)], createSecretCache())).toEqual(
        derivation
          ? {
              outcome: 'opened',
              plaintext: { text: vector.plaintext },
              key: 'pusher-master',
              derivation,
              remaining: '',
            }
          : { outcome: 'wrong-key', tried: ['pusher-master'] },
      );
    });
  }
});

it('a frame that was sealed with a master key itself opens with it as a shared secret', () => {
  const vector = vectors.cases.find(({ id }) => id === 'master-key-used-directly') as Vector;
  const sealed = sealedOf(vector);
  const keyring = [keyOf('pusher-shared-secret', vector)];
  expect(sealed && openSealed(sealed, keyring, createSecretCache())).toMatchObject({
    outcome: 'opened',
    derivation: undefined,
  });
});

function sealedOf({ frame }: Vector) {
  const content = protocol.createDecoder(undefined)({ text: frame }, 'received').events[0]?.content;
  return content?.kind === 'sealed' ? content.sealed : undefined;
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
