import { expect, it } from 'vitest';
import { formatPath, type Step } from './json-path';

it.each<[Step[], string]>([
  [[], ''],
  [['orderId'], 'orderId'],
  [['items', 0, 'name'], 'items[0].name'],
  [[0, 'a'], '[0].a'],
  [['odd name', 'x'], '["odd name"].x'],
  [['a', '0'], 'a["0"]'],
  [['say "hi"'], '["say \\"hi\\""]'],
  [['$ok', '_a1', 'größe'], '$ok._a1["größe"]'],
])('writes %j as JavaScript would', (steps, path) => {
  expect(formatPath(steps)).toBe(path);
});
