import { expect, test } from 'vitest';
import { HELP, hasDisplay, parseStartOptions } from './start-options';

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

test('the demo is the orders board, unless another one is named', () => {
  const demo = (...args: string[]) => parseStartOptions({ args, ...desktop }).demo;
  expect([demo(), demo('--ably'), demo('--sockudo', '--once')]).toEqual(['pusher', 'ably', 'sockudo']);
  expect(() => demo('--ably', '--sockudo')).toThrow('One demo at a time');
});

test('the browser is Chromium, unless Firefox is asked for; any demo runs in both', () => {
  const options = (...args: string[]) => parseStartOptions({ args, ...desktop });
  expect(options().target).toBe('chrome');
  expect(options('--firefox', '--faults')).toMatchObject({ target: 'firefox', demo: 'faults' });
});

test('--help names every option', () => {
  expect(parseStartOptions({ args: ['--help'], ...desktop }).isHelp).toBe(true);
  for (const option of ['ably', 'sockudo', 'faults', 'firefox', 'headless', 'with-key', 'once'])
    expect(HELP).toContain(`--${option}`);
});

test('an unknown option is refused, and all that there are are named', () => {
  expect(() => parseStartOptions({ args: ['--headles'], ...desktop })).toThrow('--once');
  expect(() => parseStartOptions({ args: ['--headles'], ...desktop })).toThrow('--headles');
});

test('Linux has a display if a display server is named', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
});
