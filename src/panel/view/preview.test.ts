import { describe, expect, it } from 'vitest';
import { createMarker } from './marks';
import { previewOf } from './preview';

describe('previewOf', () => {
  it('is one line', () => {
    expect(previewOf('{\n\t"a": 1\n}', undefined)).toBe('{ "a": 1 }');
  });

  it('cuts a long text and says so', () => {
    const preview = previewOf('x'.repeat(100_000), undefined);
    expect(preview).toBe(`${'x'.repeat(200)}…`);
  });

  it('starts before the first match when it would not be seen', () => {
    const preview = previewOf(`${'x'.repeat(500)} refund`, createMarker(['refund']));
    expect(preview.startsWith('…x')).toBe(true);
    expect(preview.endsWith(' refund')).toBe(true);
    expect(preview.length).toBeLessThan(60);
  });

  it('stays at the start when the match is seen there', () => {
    expect(previewOf(`refund${'x'.repeat(500)}refund`, createMarker(['refund']))).toMatch(/^refundx+…$/);
  });
});
