import { expect, it } from 'vitest';
import { createBridgePorts, MAX_BRIDGE_PORTS } from './bridge-ports';

it('a tab has room for so many bridge ports, and for another one when one of them has closed', () => {
  const ports = createBridgePorts();
  for (let i = 1; i < MAX_BRIDGE_PORTS; i++) expect(ports.enter(7)).toBe(true);
  expect(ports.isFull(7)).toBe(false);
  expect(ports.enter(7)).toBe(true);
  expect(ports.isFull(7)).toBe(true);
  expect(ports.enter(7)).toBe(false);
  ports.leave(7);
  expect(ports.enter(7)).toBe(true);
  expect(ports.enter(7)).toBe(false);
});

it('the ports of one tab take no room from another', () => {
  const ports = createBridgePorts();
  for (let i = 0; i < MAX_BRIDGE_PORTS; i++) ports.enter(7);
  expect([ports.isFull(8), ports.enter(8)]).toEqual([false, true]);
});
