import browser from 'webextension-polyfill';
import type { PassphraseAct, Problem } from '../core/key-summary';
import { DATA_KEY_RECORD, type KeyLock, PASSPHRASE_RECORD, sealWrapped } from './key-lock';
import { createDataSeal, DATA_KEY_BYTES, passphraseProblem, unwrapDataKey, wrapDataKey } from './passphrase';
import type { Seal } from './sealing';
import { KEY_PREFIX, type ReadKey, sealKey } from './stored-key';

/** What is stored of keys, as it was read. */
export interface Stored {
  lock: KeyLock;
  records: readonly ReadKey[];
}

const NONE: Problem = {
  problem: 'There is no passphrase that can be read.',
  remedy: 'Set a new one.',
};
const WRONG: Problem = {
  problem: 'This is not the passphrase of the remembered keys.',
  remedy: 'Type it again; nothing was changed.',
};

/**
 * Carries out what is asked of the passphrase, one act after the other; resolves with why not. Each may be asked for twice:
 * the browser may stop the background before it has answered. `read`: what is stored now.
 */
export async function actOnPassphrase(
  act: PassphraseAct,
  installation: Seal,
  read: () => Promise<Stored>,
): Promise<Problem | undefined> {
  const { lock, records } = await read();
  switch (act.kind) {
    case 'set':
      if (lock.wrapped) return unlock(act.passphrase, lock, installation, THERE_IS_ONE);
      return set(act.passphrase, records, installation);
    case 'unlock':
      return unlock(act.passphrase, lock, installation);
    case 'change':
      return change(act, lock, installation);
    case 'remove':
      if (!lock.wrapped) return undefined;
      return (
        (await unlock(act.passphrase, lock, installation)) ?? remove((await read()).records, installation)
      );
    case 'lock':
      if (!lock.wrapped) return NONE;
      await browser.storage.session.remove(DATA_KEY_RECORD);
      return undefined;
    case 'discard':
      return discard(lock, records);
  }
}

const THERE_IS_ONE: Problem = {
  problem: 'There is a passphrase already, and it is another one.',
  remedy: 'Change it, or remove it first.',
};

/** All at once: where that fails nothing has changed. What can not be read stays as it is. */
async function set(
  passphrase: string,
  records: readonly ReadKey[],
  installation: Seal,
): Promise<Problem | undefined> {
  const problem = passphraseProblem(passphrase);
  if (problem) return problem;
  const dataKey = crypto.getRandomValues(new Uint8Array(DATA_KEY_BYTES));
  const wrapped = await sealWrapped(installation, await wrapDataKey(dataKey, passphrase));
  const data = await createDataSeal(dataKey);
  await browser.storage.local.set({
    ...(await sealAgain(records, data, true)),
    [PASSPHRASE_RECORD]: wrapped,
  });
  await keepOpen(dataKey, installation);
  return undefined;
}

async function unlock(
  passphrase: string,
  { wrapped }: KeyLock,
  installation: Seal,
  otherwise = WRONG,
): Promise<Problem | undefined> {
  if (!wrapped) return NONE;
  const dataKey = await unwrapDataKey(wrapped, passphrase);
  if (!dataKey) return otherwise;
  await keepOpen(dataKey, installation);
  return undefined;
}

/** The data key stays, so no key has to be sealed anew. */
async function change(
  { passphrase, next }: Extract<PassphraseAct, { kind: 'change' }>,
  { wrapped }: KeyLock,
  installation: Seal,
): Promise<Problem | undefined> {
  const problem = passphraseProblem(next);
  if (problem) return problem;
  if (!wrapped) return NONE;
  const dataKey = await unwrapDataKey(wrapped, passphrase);
  // Asked for a second time it is done already.
  if (!dataKey) return (await unwrapDataKey(wrapped, next)) ? undefined : WRONG;
  const now = await sealWrapped(installation, await wrapDataKey(dataKey, next));
  await browser.storage.local.set({ [PASSPHRASE_RECORD]: now });
  return undefined;
}

/** The keys first: if the browser ends in between, there is a passphrase that locks nothing. */
async function remove(records: readonly ReadKey[], installation: Seal): Promise<undefined> {
  await browser.storage.local.set(await sealAgain(records, installation, false));
  await browser.storage.local.remove(PASSPHRASE_RECORD);
  await browser.storage.session.remove(DATA_KEY_RECORD);
}

async function discard({ state }: KeyLock, records: readonly ReadKey[]): Promise<Problem | undefined> {
  if (state === 'open')
    return { problem: 'The keys are not locked.', remedy: 'Remove them one by one, or the passphrase.' };
  const locked = records.filter(({ kind }) => kind === 'locked');
  await browser.storage.local.remove([...locked.map(({ name }) => name), PASSPHRASE_RECORD]);
  return undefined;
}

/** So that a background that was stopped does not ask again; it goes when the browser is closed. */
async function keepOpen(dataKey: Uint8Array<ArrayBuffer>, installation: Seal): Promise<void> {
  await browser.storage.session.set({ [DATA_KEY_RECORD]: await installation.seal(dataKey) });
}

/** The records of the remembered keys that can be read, under another seal. */
async function sealAgain(
  records: readonly ReadKey[],
  seal: Seal,
  isUnderPassphrase: boolean,
): Promise<Record<string, unknown>> {
  const again: Record<string, unknown> = {};
  for (const record of records) {
    if (record.kind !== 'open' || !record.key.remembered) continue;
    again[KEY_PREFIX + record.key.id] = await sealKey(record.key, seal, {
      isOfSlip: record.isOfSlip,
      isUnderPassphrase,
    });
  }
  return again;
}
