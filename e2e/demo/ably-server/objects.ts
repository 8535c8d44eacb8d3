import type { Entry } from './protocol-message.ts';

const counterId = 'counter:cm9iYm9uLW9mLXRoZS1zaG9wLWNvdW50ZXI@1700000000000';
const known = { siteTimeserials: { double: '00000000000000-000000@double:000' }, tombstone: false };

/**
 * The state of OBJECT_SYNC for a channel whose root map holds one counter under `key`, as the real LiveObjects
 * plugin reads it (ably-js `plugins/liveobjects/objectmessage.ts`).
 */
export function counterObjects(key: string, count: number): Entry[] {
  const entry = { timeserial: known.siteTimeserials.double, data: { objectId: counterId } };
  return [
    { object: { ...known, objectId: 'root', map: { semantics: 0, entries: { [key]: entry } } } },
    { object: { ...known, objectId: counterId, counter: { count } } },
  ];
}
