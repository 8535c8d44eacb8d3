import browser from 'webextension-polyfill';
import type { UnreadableKey } from '../core/key-summary';
import type { Key } from '../core/keyring';
import type { KeyId } from '../core/sealed';
import { isText, isTime, parseFields, toFields } from '../core/untrusted';
import type { SeenReplySecret } from './auth-replies';
import type { SealedBytes, Sealing } from './sealing';

/**
 * Shared secrets that were learned from the page's own auth replies, each for its tab, app and channel: sealed, in
 * `storage.session` only, bounded per tab. While learning is off there are none.
 */
export interface LearnedStore {
  isOn(): boolean;
  /** Turning it off forgets what was learned. */
  setOn(isOn: boolean): Promise<void>;
  /** Keeps the secrets of an auth reply, if learning is on; tells whether there were new ones. */
  learn(tab: number, secrets: readonly SeenReplySecret[]): Promise<boolean>;
  /** What is known in this tab, newest first. */
  list(tab: number): readonly Key[];
  /** Records that can not be read. They go with their tab, when all is forgotten, or by the next. */
  unreadable(): readonly UnreadableKey[];
  removeUnreadable(names: readonly string[]): Promise<void>;
  forgetTab(tab: number): Promise<void>;
  forgetAll(): Promise<void>;
}

/** What is stored under `learned:<tab>:<id>`. */
type StoredSecret = SealedBytes & { app: string; channel: string; addedAt: number };

const PREFIX = 'learned:';
const SWITCH = 'learning';
const MAX_PER_TAB = 500;
const LABEL = 'Learned from the auth reply';
const SECRET_BYTES = 32;

/** Opens the store with what this session has learned. `sealing` is that of the keys, `onForget` runs for every id that goes. */
export async function createLearnedStore(
  sealing: Sealing,
  onForget: (id: KeyId) => void,
): Promise<LearnedStore> {
  const [stored, switches] = await Promise.all([
    browser.storage.session.get(null),
    browser.storage.local.get(null),
  ]);
  const { tabs, unreadable } = await readSecrets(sealing, stored);
  let isOn = switches[SWITCH] === true;
  const closed = new Set<number>();
  // One after the other: what is being learned while all is forgotten must not stay.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
  const forget = async (doomed: readonly { tab: number; id: KeyId }[]) => {
    // From memory first: what storage will not let go of must open nothing any more.
    for (const { tab, id } of doomed) {
      tabs.get(tab)?.delete(id);
      if (tabs.get(tab)?.size === 0) tabs.delete(tab);
      onForget(id);
    }
    for (const { tab, id } of doomed) await browser.storage.session.remove(nameOf(tab, id));
  };
  const idsOf = (tab: number) => Array.from(tabs.get(tab)?.keys() ?? [], (id) => ({ tab, id }));
  const removeUnreadable = async (isDoomed: (name: string) => boolean) => {
    for (const name of [...unreadable.keys()].filter(isDoomed)) {
      await browser.storage.session.remove(name);
      unreadable.delete(name);
    }
  };
  const forgetAll = async () => {
    await forget([...tabs.keys()].flatMap(idsOf));
    await removeUnreadable(() => true);
  };
  const learnOne = async (tab: number, secret: SeenReplySecret): Promise<boolean> => {
    const known = tabs.get(tab) ?? new Map<string, Key>();
    tabs.set(tab, known);
    const before = known.get(secret.id);
    const key = toKey(secret, Date.now());
    // As the newest: the oldest goes first.
    known.delete(secret.id);
    known.set(secret.id, key);
    if (before !== undefined) return false;
    const { app, channel } = secret;
    const value: StoredSecret = { app, channel, addedAt: key.addedAt, ...(await sealing.seal(secret.bytes)) };
    await browser.storage.session.set({ [nameOf(tab, secret.id)]: value });
    unreadable.delete(nameOf(tab, secret.id));
    await forget(idsOf(tab).slice(0, Math.max(0, known.size - MAX_PER_TAB)));
    return true;
  };
  // The browser may have ended in the middle of turning it off.
  if (!isOn) await forgetAll();
  return {
    isOn: () => isOn,
    setOn: (now) =>
      inTurn(async () => {
        isOn = now;
        if (now) return browser.storage.local.set({ [SWITCH]: true });
        // Before the switch: where that can not be stored, nothing stays all the same.
        await forgetAll();
        await browser.storage.local.remove(SWITCH);
      }),
    learn: (tab, secrets) =>
      inTurn(async () => {
        let isNew = false;
        if (isOn && !closed.has(tab))
          for (const secret of secrets) isNew = (await learnOne(tab, secret)) || isNew;
        return isNew;
      }),
    list: (tab) => Array.from(tabs.get(tab)?.values() ?? []).reverse(),
    unreadable: () => Array.from(unreadable, ([name, label]) => ({ name, label })),
    removeUnreadable: (names) => inTurn(() => removeUnreadable((name) => names.includes(name))),
    forgetTab: (tab) =>
      inTurn(async () => {
        // Ids of tabs are not used again; an answer to the last request of this one may still be on its way.
        closed.add(tab);
        await forget(idsOf(tab));
        await removeUnreadable((name) => name.startsWith(nameOf(tab, '')));
      }),
    forgetAll: () => inTurn(forgetAll),
  };
}

function nameOf(tab: number, id: string): string {
  return `${PREFIX}${tab}:${id}`;
}

function toKey({ id, app, channel, bytes }: SeenReplySecret, addedAt: number): Key {
  return {
    id,
    kind: 'pusher-shared-secret',
    label: LABEL,
    scope: { app, channel },
    remembered: false,
    addedAt,
    learned: true,
    bytes,
  };
}

interface ReadSecrets {
  tabs: Map<number, Map<string, Key>>;
  /** The names of records that can not be read, with what they are called. */
  unreadable: Map<string, string | undefined>;
}

async function readSecrets(sealing: Sealing, stored: Record<string, unknown>): Promise<ReadSecrets> {
  const records = Object.entries(stored).filter(([name]) => name.startsWith(PREFIX));
  const secrets = await Promise.all(records.map(([name, value]) => readSecret(sealing, name, value)));
  const tabs: ReadSecrets['tabs'] = new Map();
  const found = secrets.filter((secret) => secret !== undefined);
  for (const { tab, key } of found.sort((a, b) => a.key.addedAt - b.key.addedAt)) {
    const known = tabs.get(tab) ?? new Map<string, Key>();
    tabs.set(tab, known.set(key.id, key));
  }
  const unreadable = records.filter((_, index) => secrets[index] === undefined);
  return { tabs, unreadable: new Map(unreadable.map(([name, value]) => [name, channelOf(value)])) };
}

async function readSecret(
  sealing: Sealing,
  name: string,
  value: unknown,
): Promise<{ tab: number; key: Key } | undefined> {
  const [, tab, id] = /^learned:(\d+):([0-9a-f]{12})$/.exec(name) ?? [];
  const fields = toFields(value);
  if (tab === undefined || id === undefined || fields === undefined) return undefined;
  const head = parseFields(fields, {
    app: isText,
    channel: isText,
    addedAt: isTime,
    iv: isText,
    sealed: isText,
  });
  const bytes = head && (await sealing.unseal(head));
  if (!head || bytes?.length !== SECRET_BYTES) return undefined;
  return { tab: Number(tab), key: toKey({ id, ...head, bytes }, head.addedAt) };
}

function channelOf(value: unknown): string | undefined {
  const channel = toFields(value)?.channel;
  return isText(channel) ? `secret of ${channel}` : undefined;
}
