import { expect, test } from './pair';
import { talk } from './probes';

test('a page that clears every timer, again and again, is captured while it is there', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(talk, {
    mark: 'cleared',
    before: () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        for (let id = window.setTimeout(() => undefined); id > 0; id--) clearTimeout(id);
        port2.postMessage(null);
      };
      port2.postMessage(null);
    },
    untilCaptured: async () => {
      const captured = await pair.tap.connection('mark=cleared');
      await expect.poll(() => captured.texts('received')).toEqual(['a', 'b']);
    },
  });
  expect(bare).toEqual(['a', 'b']);
  expect(hooked).toEqual(bare);
});

test('the page’s timers have the numbers that they have without the hook', async ({ pair }) => {
  const { bare, hooked } = await pair.probe(
    async ({ ws }) => {
      const socket = new WebSocket(ws);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      const setNext = () => window.setTimeout(() => undefined);
      const numbers = [setNext()];
      for (let frame = 0; frame < 4; frame++) {
        const echo = new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
        socket.send(String(frame));
        await echo;
        numbers.push(setNext());
      }
      return numbers.map((number) => number - (numbers[0] as number));
    },
    { mark: 'numbers' },
  );
  const captured = await pair.tap.connection('mark=numbers');
  await expect.poll(() => captured.texts('received')).toEqual(['0', '1', '2', '3']);
  expect(bare).toEqual([0, 1, 2, 3, 4]);
  expect(hooked).toEqual(bare);
});
