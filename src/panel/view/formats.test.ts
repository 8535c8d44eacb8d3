import { describe, expect, it } from 'vitest';
import { countOf, formatBytes, formatCount, formatDate, formatDelta, formatTime, shortId } from './formats';

describe('formats', () => {
  it('groups thousands whatever the locale of the machine', () => {
    expect(formatCount(18220)).toBe('18,220');
    expect(formatBytes(1204)).toBe('1,204 B');
  });

  it('puts the noun in the singular for one only', () => {
    expect([countOf(0, 'event'), countOf(1, 'event'), countOf(2, 'event')]).toEqual([
      '0 events',
      '1 event',
      '2 events',
    ]);
    expect(countOf(2, 'reply', 'replies')).toBe('2 replies');
  });

  it('shows local time with all its digits', () => {
    const at = new Date(2026, 10, 3, 4, 5, 6, 7).getTime();
    expect(formatTime(at)).toBe('04:05:06.007');
    expect(formatDate(at)).toBe('2026-11-03 04:05:06.007');
  });

  it('drops fractions of a millisecond, which clocks with high resolution carry', () => {
    const at = new Date(2026, 10, 3, 4, 5, 6, 7).getTime();
    expect(formatTime(at + 0.9)).toBe('04:05:06.007');
  });

  it('shows a delta in the unit that reads best', () => {
    expect([formatDelta(0), formatDelta(120), formatDelta(1204), formatDelta(-3)]).toEqual([
      '+0 ms',
      '+120 ms',
      '+1.204 s',
      '−3 ms',
    ]);
  });

  it('shortens only what gets shorter', () => {
    expect([shortId('a1b2c3'), shortId('a1b2c3d'), shortId('a1b2c3d4')]).toEqual([
      'a1b2c3',
      'a1b2c3d',
      'a1b2c3…',
    ]);
  });
});
