import { describe, expect, it } from 'vitest';
import { createSplits } from './splits';

function createStorage(stored: Record<string, string> = {}): Storage {
  return {
    getItem: (key: string) => stored[key] ?? null,
    setItem: (key: string, value: string) => {
      stored[key] = value;
    },
  } as unknown as Storage;
}

describe('createSplits', () => {
  it('remembers a size for the next panel', () => {
    const storage = createStorage();
    createSplits(storage).sidebar.set(300);
    expect(createSplits(storage).sidebar.size.value).toBe(300);
  });

  it('keeps a size within its bounds, and goes back to the first one', () => {
    const { sidebar } = createSplits(undefined);
    const first = sidebar.size.value;
    sidebar.set(1);
    expect(sidebar.size.value).toBe(sidebar.min);
    sidebar.set(1e9);
    expect(sidebar.size.value).toBe(sidebar.max);
    sidebar.reset();
    expect(sidebar.size.value).toBe(first);
  });

  it.each(['', 'no json', 'null', '7', '{"sidebar":"wide"}', '{"sidebar":null}'])(
    'starts anew from %j',
    (text) => {
      const storage = createStorage({ 'cipherscope.splits': text });
      expect(createSplits(storage).sidebar.size.value).toBe(createSplits(undefined).sidebar.size.value);
    },
  );

  it('goes on where storage is closed', () => {
    const closed = {
      getItem: () => {
        throw new DOMException('denied', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    } as unknown as Storage;
    const { detail } = createSplits(closed);
    detail.set(333);
    expect(detail.size.value).toBe(333);
  });
});
