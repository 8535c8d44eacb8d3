import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakePage, type FakePage } from './fake-page';
import { itemsOf, stream } from './sample-stream';

const NO_NACL =
  'Uncaught Error: Tried to subscribe to a private-encrypted- channel but no nacl implementation available. See: https://x';

let page: FakePage;

beforeEach(async () => {
  page = createFakePage();
  for (const [name, value] of Object.entries(page.globals)) vi.stubGlobal(name, value);
  vi.resetModules();
  await import('./hook.iife');
  return () => vi.unstubAllGlobals();
});

/** What is recorded of errors: kind, connection and message. */
function errorsIn(batches: ReturnType<typeof stream>): unknown[][] {
  return batches
    .flatMap(itemsOf)
    .filter(([kind]) => kind === 5)
    .map(([, connection, , message]) => [connection, message]);
}

describe('an error that says that the client has no encryption', () => {
  it('waits in the backlog and makes no message, whether or not there is a socket', () => {
    page.throwError(NO_NACL);
    page.runTimers();
    expect(page.posted()).toEqual([]);
    page.openSocket();
    expect(page.posted()).toMatchObject([['socket', 1, expect.any(String)]]);
    page.throwError(NO_NACL);
    page.runTimers();
    expect(page.posted()).toEqual([]);
    expect(errorsIn(stream(page, 1))).toEqual([
      [0, NO_NACL],
      [0, NO_NACL],
    ]);
  });

  it('is streamed like a frame, and counts as none', () => {
    stream(page, 1);
    page.throwError(NO_NACL);
    page.runTimers();
    const batches = page.batches();
    expect(errorsIn(batches)).toEqual([[0, NO_NACL]]);
    expect(batches[0]?.slice(1, 4)).toEqual([1, 0, 0]);
  });

  it('is kept three times in a document, and cut', () => {
    for (let i = 0; i < 10; i++) page.throwError(NO_NACL + 'x'.repeat(5_000));
    const kept = errorsIn(stream(page, 1));
    expect(kept.map(([, message]) => (message as string).length)).toEqual([2_048, 2_048, 2_048]);
  });
});

it('any other error, and one that the page has made up, leaves no trace', () => {
  page.throwError('Uncaught TypeError: x is not a function');
  page.throwError(NO_NACL, false);
  expect(errorsIn(stream(page, 1))).toEqual([]);
});
