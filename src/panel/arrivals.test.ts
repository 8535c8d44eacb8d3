import { expect, it } from 'vitest';
import { createArrivals } from './arrivals';

function withLoads(loads: Record<string, Promise<unknown>>) {
  const handled: string[] = [];
  const failures: unknown[] = [];
  const arrivals = createArrivals<string>(
    (message) => {
      const loading = loads[message];
      delete loads[message];
      return loading;
    },
    (message) => handled.push(message),
    (error) => failures.push(error),
  );
  return { arrivals, handled, failures };
}

it('handles at once what needs nothing', () => {
  const { arrivals, handled } = withLoads({});
  arrivals.add('a');
  arrivals.add('b');
  expect(handled).toEqual(['a', 'b']);
});

it('keeps the order while something is loaded', async () => {
  let load = () => {};
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  const { arrivals, handled } = withLoads({ b: loading });
  for (const message of ['a', 'b', 'c']) arrivals.add(message);
  expect(handled).toEqual(['a']);
  load();
  await new Promise(setImmediate);
  expect(handled).toEqual(['a', 'b', 'c']);
});

it('asks again after a load: a message may need several', async () => {
  const loads = [Promise.resolve(), Promise.resolve()];
  const handled: string[] = [];
  const arrivals = createArrivals<string>(
    () => loads.shift(),
    (message) => handled.push(message),
    () => undefined,
  );
  arrivals.add('a');
  await new Promise(setImmediate);
  expect([handled, loads]).toEqual([['a'], []]);
});

it('tells of what can not be loaded and handles the message all the same, once', async () => {
  const { arrivals, handled, failures } = withLoads({ a: Promise.reject(new Error('gone')) });
  arrivals.add('a');
  arrivals.add('b');
  await new Promise(setImmediate);
  expect(handled).toEqual(['a', 'b']);
  expect(failures).toEqual([new Error('gone')]);
});

it('goes on when a message comes while another is handled', () => {
  const handled: string[] = [];
  const arrivals = createArrivals<string>(
    () => undefined,
    (message) => {
      handled.push(message);
      if (message === 'a') arrivals.add('b');
    },
    () => undefined,
  );
  arrivals.add('a');
  expect(handled).toEqual(['a', 'b']);
});

it('goes on behind a message that can not be handled', async () => {
  const handled: string[] = [];
  const arrivals = createArrivals<string>(
    (message) =>
      message === 'a' && !handled.includes('wait') ? Promise.resolve(handled.push('wait')) : undefined,
    (message) => {
      if (message === 'b') throw new Error('b');
      handled.push(message);
    },
    () => undefined,
  );
  const unhandled = new Promise((resolve) => process.once('unhandledRejection', resolve));
  for (const message of ['a', 'b', 'c']) arrivals.add(message);
  expect(await unhandled).toEqual(new Error('b'));
  await new Promise(setImmediate);
  arrivals.add('d');
  expect(handled).toEqual(['wait', 'a', 'c', 'd']);
});
