import type { Host } from '../host/driver';

/** What an extension keeps, as JSON; keys that WebCrypto holds are described, as their bytes can not be had. */
export interface StoredData {
  storage: Record<string, string>;
  databases: Record<string, string>;
  /** Of every CryptoKey in a database: whether its bytes could be had after all. */
  cryptoKeys: { algorithm: string; extractable: boolean; exported: boolean }[];
  cacheNames: string[];
}

/** Reads all that the background can reach: extension storage, IndexedDB, caches. */
export function readStoredData(host: Host): Promise<StoredData> {
  return host.evalBackground(async () => {
    interface Area {
      get(names: null): Promise<object>;
    }
    const { storage } = (globalThis as unknown as { chrome: { storage: Record<string, Area> } }).chrome;
    const settle = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const data: StoredData = { storage: {}, databases: {}, cryptoKeys: [], cacheNames: await caches.keys() };
    for (const name of ['session', 'local', 'sync'])
      data.storage[name] = JSON.stringify((await storage[name]?.get(null)) ?? {});
    const describe = async (value: unknown): Promise<unknown> => {
      if (value instanceof CryptoKey) {
        const exported = await crypto.subtle.exportKey('raw', value).then(
          () => true,
          () => false,
        );
        data.cryptoKeys.push({ algorithm: value.algorithm.name, extractable: value.extractable, exported });
        return value.algorithm.name;
      }
      if (ArrayBuffer.isView(value)) return Array.from(new Uint8Array(value.buffer));
      if (value instanceof ArrayBuffer) return Array.from(new Uint8Array(value));
      if (typeof value !== 'object' || value === null) return value;
      const members = await Promise.all(
        Object.entries(value).map(async ([name, member]) => [name, await describe(member)] as const),
      );
      return Object.fromEntries(members);
    };
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settle(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values = await settle(database.transaction(store).objectStore(store).getAll());
        data.databases[`${name}/${store}`] = JSON.stringify(await describe(values));
      }
      database.close();
    }
    return data;
  });
}
