import { expect, it } from 'vitest';
import { post } from './post';

it('says it over a port', () => {
  const said: unknown[] = [];
  post({ postMessage: (message: unknown) => said.push(message) }, { type: 'unwatch' });
  expect(said).toEqual([{ type: 'unwatch' }]);
});

it('a port that has ended stops nobody', () => {
  const postMessage = () => {
    throw new DOMException('An exception was thrown', 'InvalidStateError');
  };
  expect(() => post({ postMessage }, { type: 'unwatch' })).not.toThrow();
});
