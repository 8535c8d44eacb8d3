import { describe, expect, it, vi } from 'vitest';
import { findThemeSource } from './theme';

/** A window with this in place of the browser's API. */
const scopeWith = (members: object) => members as unknown as Window;

describe('findThemeSource', () => {
  it('follows the DevTools theme of Chrome, whose light one is called default', () => {
    let tell: (name: string) => void = () => {};
    const panels = {
      themeName: 'dark',
      setThemeChangeHandler: (listener: typeof tell) => {
        tell = listener;
      },
    };
    const source = findThemeSource(scopeWith({ chrome: { devtools: { panels } } }));
    const listener = vi.fn();
    const stop = source.onChange(listener);
    expect(source.current()).toBe('dark');
    tell('default');
    expect([source.current(), listener.mock.calls.length]).toEqual(['light', 1]);
    stop();
    tell('dark');
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('follows the DevTools theme of Firefox', () => {
    let tell: (name: string) => void = () => {};
    const onThemeChanged = {
      addListener: (listener: typeof tell) => {
        tell = listener;
      },
    };
    const panels = { themeName: 'light', onThemeChanged };
    const source = findThemeSource(scopeWith({ browser: { devtools: { panels } } }));
    const listener = vi.fn();
    source.onChange(listener);
    tell('dark');
    expect([source.current(), listener.mock.calls.length]).toEqual(['dark', 1]);
  });

  it('follows the system in a plain tab', () => {
    const query = { matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() };
    const source = findThemeSource(scopeWith({ matchMedia: () => query, chrome: { runtime: {} } }));
    expect(source.current()).toBe('dark');
    const stop = source.onChange(() => {});
    stop();
    expect(query.removeEventListener).toHaveBeenCalledTimes(1);
  });
});
