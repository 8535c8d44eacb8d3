import { addCipherKeys, openCourierBoard } from './courier-board';
import { test } from './demos';
import { expectRows } from './rows';

for (const [format, query] of [
  ['JSON', ''],
  ['MessagePack', '?binary'],
] as const) {
  test(`Ably deltas in ${format}: each payload stands whole`, async ({ host, ably }) => {
    const panel = await openCourierBoard(host, ably, query);
    for (const stops of [1, 2, 3]) await ably.publish('vans', 'position', { van: 'K-CB 204', stops });
    await expectRows(
      panel,
      'vans',
      [1, 2, 3].map((stops) => `clear {"van":"K-CB 204","stops":${stops}}`),
    );
  });

  test(`Ably deltas over ciphertext in ${format}: opened late, all of them`, async ({ host, ably }) => {
    const panel = await openCourierBoard(host, ably, query);
    for (const faults of [0, 1, 2]) await ably.publish('telemetry', 'engine', { van: 'K-CB 204', faults });
    await addCipherKeys(panel, ably);
    await ably.publish('telemetry', 'engine', { van: 'K-CB 204', faults: 3 });
    await expectRows(
      panel,
      'telemetry',
      [0, 1, 2, 3].map((faults) => `opened {"van":"K-CB 204","faults":${faults}}`),
    );
  });
}
