import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchListeners } from './listener-watch';
import { entriesOf, startInspection } from './sample-inspection';
import { eventText, sampleBatch, sampleFrame } from './sample-traffic';

const greeting =
  '{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"1.2\\",\\"activity_timeout\\":120}"}';

let names: string[];
const evaluate = vi.fn(async () => ({
  clients: [
    {
      ...{ app: 'app-key', socketId: '1.2', own: { names: [], all: false } },
      channels: [{ name: 'orders', names, all: false }],
    },
  ],
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16));
  names = [];
  evaluate.mockClear();
  return () => vi.unstubAllGlobals();
});

afterEach(() => {
  vi.useRealTimers();
});

/** An inspection that is watched and holds so many events `shipped` and as many `paid`. */
function startWatched(count: number) {
  const { inspection, changed } = startInspection(1e8);
  watchListeners(inspection, evaluate);
  const texts = [greeting];
  for (let index = 0; index < count; index++)
    texts.push(eventText('shipped', 'orders', index), eventText('paid', 'orders', index));
  inspection.takeIn(sampleBatch(texts.map((text, index) => sampleFrame(index + 1, text))));
  const unheard = () =>
    entriesOf(inspection).flatMap(({ id, findings }) => (findings[0]?.id === 'no-listener' ? [id] : []));
  return { inspection, changed, unheard };
}

it('events that came before the page was asked get the verdict, are counted with it, and lose it again', async () => {
  names = ['paid'];
  const { inspection, changed, unheard } = startWatched(3);
  const channel = inspection.connections()[0]?.channels.get('orders');
  await vi.advanceTimersByTimeAsync(3_000);
  expect([evaluate.mock.calls.length, unheard()]).toEqual([1, []]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([evaluate.mock.calls.length, unheard()]).toEqual([2, [2, 4, 6]]);
  expect(channel?.eventFindings).toEqual(new Map([['no-listener', 3]]));
  expect(changed).toEqual([2, 4, 6]);

  names = ['paid', 'shipped'];
  await vi.advanceTimersByTimeAsync(12_000);
  expect([evaluate.mock.calls.length, unheard()]).toEqual([3, []]);
  expect(channel?.eventFindings).toEqual(new Map());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(evaluate).toHaveBeenCalledTimes(3);
});

it('many entries are gone over in slices', async () => {
  names = ['shipped'];
  const { unheard } = startWatched(2_500);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(unheard()).toHaveLength(2_500);
});

it('a page that never answers, because it was left, does not keep the next one from being asked', async () => {
  evaluate.mockImplementationOnce(() => new Promise(() => undefined));
  const { unheard } = startWatched(1);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(unheard()).toEqual([2, 3]);
});

it('a page that can not be asked is asked a few times, and nothing is told', async () => {
  evaluate.mockImplementation(() => Promise.reject(new Error('no page')));
  const { unheard } = startWatched(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([evaluate.mock.calls.length, unheard()]).toEqual([5, []]);
});
