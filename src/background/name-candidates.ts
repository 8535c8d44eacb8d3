import { readKeyText } from '../core/key-text';
import type { KeyId } from '../core/sealed';
import type { KeyStore } from './key-store';

const EVERYWHERE = { app: undefined, channel: undefined };

/**
 * The ids that texts of the page have as master keys: whoever knows the ids of the known keys can tell whether one of them
 * stands there. Nothing of the texts is kept.
 */
export async function nameCandidates(
  store: Pick<KeyStore, 'name'>,
  texts: readonly string[],
): Promise<KeyId[]> {
  const keys = texts.flatMap((text) => {
    const read = readKeyText('pusher-master', text);
    return read.ok ? [new Uint8Array(read.key)] : [];
  });
  return Promise.all(keys.map((key) => store.name('pusher-master', EVERYWHERE, key)));
}
