/** Extension storage and IndexedDB in memory, as far as the key store uses them. For tests. */
export interface FakeBrowser {
  /** What `webextension-polyfill` exports. */
  polyfill: { storage: { local: FakeArea; session: FakeArea } };
  /** What the global `indexedDB` is; `denied` makes every opening fail, `records` is what it holds. */
  indexedDB: {
    open(name: string, version: number): FakeRequest;
    denied: boolean;
    records: Map<string, unknown>;
  };
}

export interface FakeArea {
  values: Record<string, unknown>;
  /** How many of the next reads fail. */
  failingReads: number;
  get(names: null): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
  remove(names: string | string[]): Promise<void>;
  /** In Chrome only. */
  setAccessLevel?(options: { accessLevel: string }): Promise<void>;
  accessLevel: string;
}

interface FakeRequest {
  result?: unknown;
  error?: Error;
  onsuccess?: () => void;
  onerror?: () => void;
  onupgradeneeded?: () => void;
}

export function createFakeBrowser(): FakeBrowser {
  return {
    polyfill: { storage: { local: createArea(), session: createArea() } },
    indexedDB: createDatabase(),
  };
}

function createArea(): FakeArea {
  const area: FakeArea = {
    values: {},
    failingReads: 0,
    accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS',
    async get() {
      if (area.failingReads-- > 0) throw new Error('The disk is gone');
      return structuredClone(area.values);
    },
    async set(values) {
      // As JSON: what is not, Chrome would not keep.
      Object.assign(area.values, JSON.parse(JSON.stringify(values)));
    },
    async remove(names) {
      for (const name of [names].flat()) delete area.values[name];
    },
    async setAccessLevel({ accessLevel }) {
      area.accessLevel = accessLevel;
    },
  };
  return area;
}

function createDatabase(): FakeBrowser['indexedDB'] {
  const records = new Map<string, unknown>();
  let exists = false;
  const answer = (act: () => unknown): FakeRequest => {
    const request: FakeRequest = {};
    queueMicrotask(() => {
      try {
        request.result = act();
        request.onsuccess?.();
      } catch (error) {
        request.error = error as Error;
        request.onerror?.();
      }
    });
    return request;
  };
  const createTransaction = () => {
    const transaction: { oncomplete?: () => void; objectStore(): unknown } = {
      objectStore: () => ({
        get: (name: string) => answer(() => records.get(name)),
        put: (value: unknown, name: string) =>
          answer(() => {
            records.set(name, value);
            queueMicrotask(() => transaction.oncomplete?.());
          }),
      }),
    };
    return transaction;
  };
  const database = {
    createObjectStore: () => undefined,
    transaction: createTransaction,
    close: () => undefined,
  };
  return {
    denied: false,
    records,
    open() {
      const request = answer(() => {
        if (this.denied) throw new Error('The user has denied it');
        request.result = database;
        if (!exists) request.onupgradeneeded?.();
        exists = true;
        return database;
      });
      return request;
    },
  };
}
