import { describe, expect, it } from 'vitest';
import { fromBase64 } from './bytes';
import type { Key } from './keyring';
import { createSecretCache, openSealed } from './opening';
import { decode } from './protocols/pusher/decode';
import vectors from './vectors/pusher-frames.json' with { type: 'json' };

describe('a known frame, decoded and opened with its master key', () => {
  for (const vector of vectors.cases) {
    const content = decode({ text: vector.frame }, 'received', undefined).events[0]?.content;
    if (content?.kind !== 'sealed') continue;
    const opens = vector.diagnosis === 'decrypted';
    it(`${opens ? 'opens to its plaintext' : 'stays dark under derivation A'}: ${vector.id}`, () => {
      const key = keyOf(fromBase64(vector.master_key.value) ?? new Uint8Array(0));
      expect(openSealed(content.sealed, [key], createSecretCache())).toEqual(
        opens
          ? { outcome: 'opened', plaintext: { text: vector.plaintext }, key: 'master', derivation: 'A' }
          : { outcome: 'wrong-key', tried: ['master'] },
      );
    });
  }
});

function keyOf(bytes: Uint8Array): Key {
  return {
    id: 'master',
    kind: 'pusher-master',
    label: '',
    scope: { app: undefined },
    remembered: false,
    addedAt: 0,
    bytes,
  };
}
