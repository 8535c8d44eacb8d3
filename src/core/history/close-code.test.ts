import { describe, expect, it } from 'vitest';
import { applyLifecycle } from '../channels';
import { describeClose } from '../protocols/pusher/close-codes';
import { sampleConnection } from '../sample-entry';
import { findCloseCode } from './close-code';

describe('the code of a close', () => {
  it.each([4000, 4001, 4004, 4009, 4099, 4300, 4301, 4399])('%i is a fault, in its own words', (code) => {
    const words = describeClose(code);
    expect(words).toBeDefined();
    expect(findCloseCode(code, words)).toEqual({ id: 'close-code', code, words });
  });

  it.each([1000, 1001, 1002, 1006, 3000, 4100, 4200, 4201, 4299, 5000, 40142, 4000.5])(
    '%d is none: the client connects again as it was, or the code is of no meaning here',
    (code) => {
      expect(
        findCloseCode(code, describeClose(code) ?? { problem: 'It is.', remedy: 'Look.' }),
      ).toBeUndefined();
    },
  );

  it('is found in an error event too, and the last one counts', () => {
    const connection = sampleConnection();
    const error = (code: number | undefined) =>
      applyLifecycle(connection, { kind: 'error', code, problem: `${code}.`, remedy: 'Look.' }, 1);
    error(undefined);
    error(4200);
    expect(connection.findings).toEqual([]);
    error(4301);
    error(4009);
    expect(connection.findings).toEqual([
      { id: 'close-code', code: 4009, words: { problem: '4009.', remedy: 'Look.' } },
    ]);
  });
});
