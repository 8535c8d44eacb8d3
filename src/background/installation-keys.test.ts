import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeBrowser, type FakeBrowser } from './fake-browser';
import { openInstallationKeys } from './installation-keys';

let indexedDB: FakeBrowser['indexedDB'];

beforeEach(() => {
  ({ indexedDB } = createFakeBrowser());
  vi.stubGlobal('indexedDB', indexedDB);
  return () => vi.unstubAllGlobals();
});

describe('the keys of an installation', () => {
  it('are made once and can not be exported', async () => {
    const made = await openInstallationKeys();
    expect(await openInstallationKeys()).toEqual(made);
    expect([made.sealing.extractable, made.naming.extractable]).toEqual([false, false]);
  });

  it('that two starts of the background make at once are one pair', async () => {
    const [one, other] = await Promise.all([openInstallationKeys(), openInstallationKeys()]);
    expect(one.sealing).toBe(other.sealing);
    expect(one.naming).toBe(other.naming);
  });

  it.each([
    ['a text', 'x'],
    ['null', null],
    ['nothing in it', {}],
    ['bytes', { sealing: new Uint8Array(32), naming: new Uint8Array(32) }],
  ])('whose record is %s are made anew', async (_, record) => {
    indexedDB.records.set('keys', record);
    const made = await openInstallationKeys();
    expect(made.sealing.algorithm.name).toBe('AES-GCM');
    expect(await openInstallationKeys()).toEqual(made);
  });

  it('are kept, of a record of which a part is of use', async () => {
    const { naming, sealing } = await openInstallationKeys();
    indexedDB.records.set('keys', { naming, sealing: naming });
    const repaired = await openInstallationKeys();
    expect(repaired.naming).toBe(naming);
    expect(repaired.sealing.algorithm.name).toBe('AES-GCM');
    indexedDB.records.set('keys', { sealing, naming: 1 });
    expect((await openInstallationKeys()).sealing).toBe(sealing);
  });

  it('are not a key that can not open what it seals', async () => {
    const { naming } = await openInstallationKeys();
    const lame = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    indexedDB.records.set('keys', { naming, sealing: lame });
    expect((await openInstallationKeys()).sealing.usages.toSorted()).toEqual(['decrypt', 'encrypt']);
  });
});
