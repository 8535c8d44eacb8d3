import { describe, expect, it } from 'vitest';
import { createMarker, splitAtMarks } from './marks';

const marked = (text: string, ...terms: string[]) =>
  splitAtMarks(text, createMarker(terms))
    .map((stretch) => (stretch.marked ? `[${stretch.text}]` : stretch.text))
    .join('');

describe('marks', () => {
  it('leaves a text whole where there is nothing to mark', () => {
    expect(splitAtMarks('refund', undefined)).toEqual([{ text: 'refund', marked: false }]);
    expect(createMarker([])).toBeUndefined();
    expect(createMarker([''])).toBeUndefined();
  });

  it('marks every match in any case', () => {
    expect(marked('Refund of refund 1', 'refund')).toBe('[Refund] of [refund] 1');
  });

  it('marks the longest of several terms', () => {
    expect(marked('order-shipped', 'order', 'order-ship')).toBe('[order-ship]ped');
  });

  it('takes characters with a meaning in patterns as they are', () => {
    expect(marked('a.b a+b (c)', '.', '(c)')).toBe('a[.]b a+b [(c)]');
  });

  it('stops after so many marks and loses no text', () => {
    const text = 'a'.repeat(2000);
    const stretches = splitAtMarks(text, createMarker(['a']));
    expect(stretches.length).toBeLessThan(1000);
    expect(stretches.map((stretch) => stretch.text).join('')).toBe(text);
  });
});
