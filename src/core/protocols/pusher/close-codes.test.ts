import { describe, expect, it } from 'vitest';
import { explainError } from './close-codes';
import { protocol } from './protocol';

describe('a close code', () => {
  it.each([
    [1002, 'connects again after a second'],
    [4000, 'connects again with TLS'],
    [4001, 'gives up'],
    [4003, 'gives up'],
    [4004, 'gives up'],
    [4005, 'gives up'],
    [4006, 'gives up'],
    [4007, 'gives up'],
    [4008, 'gives up'],
    [4009, 'gives up'],
    [4050, 'gives up'],
    [4100, 'connects again after a second'],
    [4199, 'connects again after a second'],
    [4200, 'connects again at once'],
    [4201, 'connects again at once'],
    [4202, 'connects again at once'],
    [4299, 'connects again at once'],
    [4300, 'gives up'],
    [4301, 'gives up'],
    [4302, 'gives up'],
    [4303, 'gives up'],
    [4999, 'gives up'],
  ])('%i says what it means and that the client %s', (code, action) => {
    const described = protocol.describeClose(code);
    expect(described?.problem).toMatch(new RegExp(`\\. The client ${action}\\.$`));
    expect(described?.remedy).toMatch(/\.$/);
  });

  it.each([1000, 1001, 1005, 1006, 1011, 3000, 3999, 5000, -1, 4000.5, Number.NaN])(
    '%d has no meaning of its own',
    (code) => {
      expect(protocol.describeClose(code)).toBeUndefined();
    },
  );
});

describe('an error', () => {
  it('is explained by its code and the words of the server', () => {
    expect(explainError(4200, 'Invalid message format')).toEqual({
      problem:
        'The server asks to connect again. Reverb sends this for every frame that it does not understand. The server says: “Invalid message format”.',
      remedy:
        'Look at the frame that was sent just before. If the connection closes with this code, the client connects again at once.',
    });
  });

  it.each([undefined, 1, 90_000])('with the code %s is told by its words alone', (code) => {
    expect(explainError(code, 'No').problem).toBe('The server reports an error. The server says: “No”.');
  });
});
