import { describe, expect, it } from 'vitest';
import { baseText } from './delta-text';

describe('the text that a delta builds on', () => {
  it.each([
    ['at its end', '{"event":"e","data":"{}","__delta_seq":0}', '{"event":"e","data":"{}"}'],
    ['with a key', '{"event":"e","__delta_seq":12,"__conflation_key":"BTC"}', '{"event":"e"}'],
    [
      'with a key that holds quotes',
      '{"event":"e","__delta_seq":1,"__conflation_key":"a\\"}"}',
      '{"event":"e"}',
    ],
    ['at its start', '{"__delta_seq":3,"__conflation_key":"k","event":"e"}', '{"event":"e"}'],
    [
      'in the middle',
      '{"event":"e","__conflation_key":"k","__delta_seq":3,"data":1}',
      '{"event":"e","data":1}',
    ],
    [
      'in its data too, which stays as it is',
      '{"event":"e","data":{"a":1,"__delta_seq":5},"__delta_seq":6}',
      '{"event":"e","data":{"a":1,"__delta_seq":5}}',
    ],
    ['nowhere', '{"event":"e","price":1.10}', '{"event":"e","price":1.10}'],
  ])('is the frame without its marks: %s', (_, text, base) => {
    expect(baseText(JSON.parse(text), { text })).toBe(base);
  });

  it('of a binary frame is its JSON', () => {
    const frame = { event: 'e', data: '{}', serial: 4, __delta_seq: 1, __conflation_key: 'k' };
    expect(baseText(frame, { base64: '' })).toBe('{"event":"e","data":"{}","serial":4}');
  });
});
