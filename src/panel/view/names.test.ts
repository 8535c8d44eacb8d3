import { expect, it } from 'vitest';
import { splitName } from './names';

it.each([
  ['public-news', '', 'public-news'],
  ['private-encrypted-orders.42', 'private-encrypted-', 'orders.42'],
  ['private-encrypted-room', 'private-encrypted-', 'room'],
  ['private-encrypted-cache-status', 'private-encrypted-cache-', 'status'],
  ['presence-staff-of-berlin', 'presence-', 'staff-of-berlin'],
  ['private-encrypted-order-updates', 'private-encrypted-', 'order-updates'],
  ['presence-room-of-all-people', 'presence-room-', 'of-all-people'],
  ['averylongnamewithoutanydash', 'averylongna', 'mewithoutanydash'],
  ['a-name-that-ends-with-a-dash-', 'a-name-that-ends-', 'with-a-dash-'],
  ['', '', ''],
])('cuts %j so that its end stays in sight', (name, head, tail) => {
  expect(splitName(name)).toEqual({ head, tail });
});
