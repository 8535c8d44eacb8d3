import type { Problem } from '../core/key-summary';
import type { KeyId } from '../core/sealed';
import { NO_INSTALLATION_KEYS } from './installation-keys';
import { createStores, type Stores } from './stores';
import type { PanelRoute } from './tab';

/** The stores, opened when they are first needed, and tried again after a failure. */
export interface OpenStores {
  /** Rejects where the browser denies storage. */
  get(): Promise<Stores>;
  /**
   * The edge where storage may fail: the panel is told and everything that needs no key goes on. Resolves with what it was
   * told; undefined where all went well.
   */
  use(panel: Pick<PanelRoute, 'send'>, act: (stores: Stores) => Promise<void>): Promise<Problem | undefined>;
}

/** `onForget` runs for every learned secret that goes. */
export function createOpenStores(onForget: (id: KeyId) => void): OpenStores {
  let stores: Promise<Stores> | undefined;
  const get = () => {
    stores ??= createStores(onForget).catch((error: unknown) => {
      stores = undefined;
      throw error;
    });
    return stores;
  };
  return {
    get,
    async use(panel, act) {
      try {
        await act(await get());
        return undefined;
      } catch (error) {
        const trouble = troubleOf(error);
        panel.send({ type: 'trouble', ...trouble });
        return trouble;
      }
    },
  };
}

function troubleOf(error: unknown): Problem {
  const isOfInstallation = error instanceof Error && error.name === NO_INSTALLATION_KEYS;
  const cause = isOfInstallation ? error.cause : error;
  const name = cause instanceof Error ? cause.name : 'unknown error';
  if (isQuota(cause))
    return {
      problem: 'The storage for keys is full: this was not stored. Stored keys go on opening events.',
      remedy: 'Remove keys that are not needed or forget what was learned, then try again.',
    };
  if (isOfInstallation)
    return {
      problem: `The database with the key that seals stored keys can not be opened (${name}): no key is known or taken. Capture goes on.`,
      remedy:
        name === 'VersionError'
          ? 'A newer Cipherscope has written it: update Cipherscope.'
          : 'Allow the browser to store data for extensions and free some disk space, then add the key again.',
    };
  return {
    problem: `The keyring can not be read or written (${name}).`,
    remedy: 'Check that the browser may store data for extensions, then reopen DevTools.',
  };
}

/** Browsers name a full storage in the error's name or only in its message; both say "quota". */
function isQuota(error: unknown): boolean {
  return error instanceof Error && /quota/i.test(`${error.name} ${error.message}`);
}
