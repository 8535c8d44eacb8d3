import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearNames } from './nearest-name';

it.each([
  ['App\\Events\\OrderShipped', ['OrderPaid', 'OrderShipped'], 'OrderShipped'],
  ['OrderShipped', ['App\\Events\\OrderShipped'], 'App\\Events\\OrderShipped'],
  ['order.shipped', ['App\\Events\\order\\shipped'], 'App\\Events\\order\\shipped'],
  ['App\\Events\\OrderShipped', ['.order.shipped'], '.order.shipped'],
  ['orderShipped', ['OrderShipped', 'ordershiped'], 'OrderShipped'],
  ['order-shipped', ['order_shipped'], 'order_shipped'],
  ['order.shiped', ['order.paid', 'order.shipped'], 'order.shipped'],
  ['tick', ['tack'], 'tack'],
])('of the bound names %s comes nearest to', (name, names, nearest) => {
  expect(nearNames(name, names)[0]).toBe(nearest);
});

it('the nearest come first: the same letters, then a namespace, then typing mistakes', () => {
  const names = ['order.shippet', 'Orders\\order.shipped', 'OrderShipped', 'shipped', 'headline'];
  expect(nearNames('order.shipped', names)).toEqual([
    'OrderShipped',
    'Orders\\order.shipped',
    'shipped',
    'order.shippet',
  ]);
});

it.each([
  ['order.shipped', ['order.paid']],
  ['a', ['b', 'ab']],
  ['', ['', 'a'].slice(1)],
  ['created', ['deleted']],
])('nothing comes near to %j among %j', (name, names) => {
  expect(nearNames(name, names)).toEqual([]);
});

it('any names are compared, and only given ones are answered', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (name, names) => {
      expect(names).toEqual(expect.arrayContaining(nearNames(name, names)));
      expect(nearNames(name, [...names, name])).toContain(name);
    }),
  );
});

it('up to two typing mistakes are near, as many as are there', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 6, maxLength: 10 });
  fc.assert(
    fc.property(letters, letters, (one, other) => {
      fc.pre(one !== other && !one.endsWith(other) && !other.endsWith(one));
      expect(nearNames(one, [other]).length > 0).toBe(distance(one, other) <= 2);
    }),
  );
});

/** Levenshtein as its definition says. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [headA, tailA, headB, tailB] = [a[0], a.slice(1), b[0], b.slice(1)];
  if (headA === headB) return distance(tailA, tailB);
  // No more than is asked about: all of it would take for ever.
  return Math.abs(a.length - b.length) > 2
    ? 3
    : Math.min(3, 1 + Math.min(distance(tailA, tailB), distance(a, tailB), distance(tailA, b)));
}
