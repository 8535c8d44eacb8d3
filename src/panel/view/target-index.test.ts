import { describe, expect, it } from 'vitest';
import { targetIndex } from './target-index';

// Ten rows are in sight, 20 to 29.
const standing = { count: 100, selected: 25, top: 400, height: 200 };

describe('targetIndex', () => {
  it.each([
    ['ArrowDown', 26],
    ['ArrowUp', 24],
    ['PageDown', 34],
    ['PageUp', 16],
    ['Home', 0],
    ['End', 99],
    ['Enter', undefined],
  ])('moves with %s to row %s', (key, index) => {
    expect(targetIndex(key, standing)).toBe(index);
  });

  it('stops at both ends', () => {
    expect(targetIndex('ArrowDown', { ...standing, selected: 99 })).toBe(99);
    expect(targetIndex('PageUp', { ...standing, selected: 3 })).toBe(0);
  });

  it('starts with what is in sight when nothing is selected', () => {
    expect(targetIndex('ArrowDown', { ...standing, selected: -1 })).toBe(20);
    expect(targetIndex('ArrowUp', { ...standing, selected: -1 })).toBe(29);
  });

  it('goes nowhere in an empty table', () => {
    expect(targetIndex('Home', { count: 0, selected: -1, top: 0, height: 200 })).toBeUndefined();
  });
});
