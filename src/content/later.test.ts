import { expect, it, vi } from 'vitest';
import { later } from './later';

const passed = (ms: number) => new Promise<void>((resolve) => later(resolve, ms));

it('runs after its time, in the order of the times', async () => {
  const order: number[] = [];
  later(() => order.push(2), 20);
  later(() => order.push(1), 1);
  expect(order).toEqual([]);
  await passed(30);
  expect(order).toEqual([1, 2]);
});

it('does not run when it was called off', async () => {
  const act = vi.fn();
  const callOff = later(act, 1);
  callOff();
  await passed(10);
  expect(act).not.toHaveBeenCalled();
});
