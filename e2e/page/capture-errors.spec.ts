import { expect, test } from './pair';

test('an uncaught error reaches the page as without the hook, and runs nothing that the page has replaced', async ({
  pair,
  target,
}) => {
  const told = `${target === 'firefox' ? '' : 'Uncaught '}Error: no nacl implementation available. See: x`;
  const { bare, hooked } = await pair.probe(
    async ({ ws }) => {
      const seen: unknown[] = [];
      const replaced: [object, string][] = [
        [ErrorEvent.prototype, 'message'],
        [Event.prototype, 'type'],
        [String.prototype, 'includes'],
        [String.prototype, 'slice'],
        [RegExp.prototype, 'exec'],
      ];
      const socket = new WebSocket(ws);
      await new Promise((resolve) => {
        socket.onopen = resolve;
      });
      for (const [owner, name] of replaced) {
        const { value, get } = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
        const native = (value ?? get) as (...args: unknown[]) => unknown;
        const counted = function (this: unknown, ...args: unknown[]) {
          seen.push(name);
          return native.apply(this, args);
        };
        Object.defineProperty(owner, name, value ? { value: counted } : { get: counted });
      }
      // The handler on the window is the page's own way, and its answer decides what the console says.
      let handled = 0;
      const isAllHandled = new Promise<void>((resolve) => {
        window.onerror = (...args) => {
          seen.push(args.length, args[0], args[4] instanceof Error);
          // The two that are thrown, and the one that is made up.
          if (++handled === 3) resolve();
          return true;
        };
      });
      for (const message of ['no nacl implementation available. See: x', 'other']) {
        setTimeout(() => {
          throw new Error(message);
        });
      }
      dispatchEvent(new ErrorEvent('error', { message: 'no nacl implementation available (made up)' }));
      await isAllHandled;
      return seen;
    },
    { mark: 'errors' },
  );
  expect(bare).toContain(told);
  expect(hooked).toEqual(bare);
  const errors = async () =>
    (await pair.tap.occurrences()).flatMap((one) => (one.kind === 'page-error' ? one.message : []));
  await expect.poll(errors).toEqual([told]);
});

test('an error in a document without sockets is told to nobody', async ({ pair }) => {
  const before = (await pair.tap.messages()).length;
  await pair.probe(async () => {
    const thrown = new Promise((resolve) => addEventListener('error', resolve));
    setTimeout(() => {
      throw new Error('no nacl implementation available');
    });
    await thrown;
    return true;
  });
  await pair.probe(({ ws }) => new Promise((resolve) => (new WebSocket(ws).onopen = () => resolve(true))), {
    mark: 'after-errors',
  });
  await pair.tap.connection('mark=after-errors');
  const messages = (await pair.tap.messages()).slice(before);
  expect(messages.filter(({ type }) => type === 'document')).toHaveLength(1);
  expect(JSON.stringify(messages)).not.toContain('page-error');
});
