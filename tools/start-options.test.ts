import { expect, test } from 'vitest';
import { hasDisplay, parseStartOptions } from './start-options';

const desktop = { hasDisplay: true, hasTerminal: true };
const server = { hasDisplay: false, hasTerminal: false };

test('a display means a window, unless told otherwise', () => {
  expect(parseStartOptions({ args: [], ...desktop }).isHeadless).toBe(false);
  expect(parseStartOptions({ args: ['--headless'], ...desktop }).isHeadless).toBe(true);
  expect(parseStartOptions({ args: [], ...server }).isHeadless).toBe(true);
});

test('--once pastes the key only where nobody else can', () => {
  const withKey = (args: string[], surroundings: typeof desktop): boolean =>
    parseStartOptions({ args, ...surroundings }).withKey;
  expect(withKey(['--once'], server)).toBe(true);
  expect(withKey(['--once'], { hasDisplay: false, hasTerminal: true })).toBe(false);
  expect(withKey(['--once'], { hasDisplay: true, hasTerminal: false })).toBe(false);
  expect(withKey([], server)).toBe(false);
  expect(withKey(['--with-key'], desktop)).toBe(true);
});

test('an unknown option is refused', () => {
  expect(() => parseStartOptions({ args: ['--headles'], ...desktop })).toThrow('--headles');
});

test('Linux has a display if a display server is named', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
});
