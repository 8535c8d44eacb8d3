import { startTestSite } from '../demo/test-pages';
import { expect, launchBare, onlyIn, startHosts, type Target, test } from '../host/fixtures';
import { openPair, type Place, untilClosed } from './pair';
import { type SecondHook, writeSecondHook } from './second-hook';

declare const secondHook: SecondHook;

test('with another extension that hooks before ours the page sees that one alone, and each frame is captured once', async ({
  target,
}) => expectBoth(target, 'before'));

test(
  'the same with another extension that hooks after ours',
  onlyIn(
    'chromium',
    'Firefox runs the content scripts of extensions in an order that changes from page to page',
  ),
  async ({ target }) => expectBoth(target, 'after'),
);

async function expectBoth(target: Target, place: 'before' | 'after'): Promise<void> {
  const site = await startTestSite();
  const folder = test.info().outputPath('second-hook');
  writeSecondHook(folder, place);
  const options = { otherExtensions: [folder] };
  const hosts = await startHosts(target, options);
  const [host, bare] = await Promise.all([hosts.open(), launchBare(target, options)]);
  const { probe, tap } = await openPair(site, bare, host);
  const marks = ['page', 'own', 'frame'];
  const untilCaptured = () => Promise.all(marks.map((mark) => untilClosed(tap, mark)));
  const { bare: alone, hooked } = await probe(talkAll, { mark: 'page', untilCaptured });
  if (target === 'chromium') expect(hooked.isFirst).toBe(place === 'before');
  expect(alone.seen.length).toBeGreaterThan(20);
  expect(hooked.seen).toEqual(alone.seen);
  const bytes = JSON.stringify({ base64: 'AQID' });
  for (const mark of marks) {
    const captured = await tap.connection(`mark=${mark}`);
    expect(await captured.texts('sent'), mark).toEqual(['text', bytes, bytes, 'last']);
    expect(await captured.texts('received'), mark).toEqual(['text', bytes, bytes, 'last']);
  }
  await Promise.all([bare.close(), host.close(), site.close()]);
  await hosts.close();
}

/** Runs in the page: talks over its WebSocket, over a subclass of its own and over that of a fresh frame. */
async function talkAll({ ws }: Place): Promise<{ isFirst: boolean; seen: unknown[] }> {
  const seen: unknown[] = [];
  const describe = ({ WebSocket: Class }: { WebSocket: typeof WebSocket }) => {
    const { prototype } = Class;
    const members = [Class, prototype, Object.getPrototypeOf(prototype) as object].map((owner) =>
      Reflect.ownKeys(owner).map((key) => {
        const { value, ...rest } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
        return [
          String(key),
          Object.keys(rest),
          rest.enumerable,
          rest.configurable,
          rest.writable,
          typeof value,
        ];
      }),
    );
    seen.push([Class.name, Class.length, members, prototype.constructor === Class]);
    seen.push([prototype.send.name, prototype.send.length, Object.getPrototypeOf(Class).name]);
  };
  const tryTo = (name: string, act: () => unknown) => {
    try {
      seen.push([name, 'returned', String(act())]);
    } catch (error) {
      seen.push([name, (error as Error).name, (error as Error).message]);
    }
  };
  const talk = async (socket: WebSocket, Class: typeof WebSocket) => {
    seen.push([socket instanceof Class, socket.constructor === Class, String(socket), socket.readyState]);
    seen.push(Reflect.ownKeys(socket).map(String));
    tryTo('early', () => socket.send('early'));
    tryTo('illegal', () => Class.prototype.send.call({} as never, 'a'));
    tryTo('nothing', () => (socket.send as () => void)());
    tryTo('bad close', () => socket.close(1));
    const next = async (type: string, act = () => {}) => {
      const came = new Promise<MessageEvent<unknown>>((resolve) => {
        socket.addEventListener(type, (event) => resolve(event as MessageEvent), { once: true });
      });
      act();
      const { data } = await came;
      seen.push([type, typeof data, data instanceof Blob, socket.readyState, socket.bufferedAmount]);
    };
    await next('open');
    const bytes = new Uint8Array([1, 2, 3]);
    for (const data of ['text', bytes, new Blob([bytes]), 'last'])
      await next('message', () => socket.send(data as string));
    await next('close', () => socket.close(3000));
  };
  describe(window);
  await talk(new WebSocket(ws), WebSocket);
  class Own extends WebSocket {}
  await talk(new Own(ws.replace('mark=page', 'mark=own')), Own);
  const frame = document.createElement('iframe');
  document.documentElement.append(frame);
  const inner = frame.contentWindow as Window & typeof globalThis & { secondHook: SecondHook };
  describe(inner);
  await talk(new inner.WebSocket(ws.replace('mark=page', 'mark=frame')), inner.WebSocket);
  tryTo('bad URL', () => new WebSocket('http://['));
  tryTo('without new', () => (WebSocket as unknown as () => void)());
  return { isFirst: secondHook.isFirst, seen: [...seen, ...secondHook.noted, ...inner.secondHook.noted] };
}
