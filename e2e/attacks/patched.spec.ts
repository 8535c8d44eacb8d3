import { expect, test } from '../host/fixtures';
import { drawnRows } from '../panel/panel-view';
import type { Loot } from './loot';
import { type Attack, openStage } from './stage';

declare const loot: Loot;

/** Puts a recorder before every native that hook and bridge could call, then opens a socket and sends. */
const patchEverything: Attack = async ({ ws }) => {
  const owners = [
    ...[Array.prototype, Promise.prototype, EventTarget.prototype, Event.prototype, MessageEvent.prototype],
    ...[MessagePort.prototype, MessageChannel.prototype, WebSocket.prototype, CustomEvent.prototype],
    ...[String.prototype, ArrayBuffer.prototype, WeakMap.prototype, Map.prototype, Set.prototype],
    ...[HTMLElement.prototype, Node.prototype, JSON, Reflect, Proxy, Function.prototype],
  ];
  for (const name of ['data', 'ports', 'detail', 'relatedTarget', 'next', 'port', 'key', 'text'])
    if (!(name in Object.prototype))
      Object.defineProperty(Object.prototype, name, {
        configurable: true,
        get: () => undefined,
        set(value: unknown) {
          loot.take(this, value);
          Reflect.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
        },
      });
  for (const owner of owners) loot.wrap(owner);
  const socket = new WebSocket(ws);
  await new Promise<void>((resolve) => {
    socket.onmessage = () => resolve();
  });
  socket.send('{"event":"client-patched","channel":"private-a","data":"{}"}');
};

test('natives that the page has patched see no key, no plaintext and no port of the bridge', async ({
  host,
  site,
}) => {
  const stage = await openStage(host, site);
  await stage.attack(patchEverything);
  const events = async () => (await drawnRows(stage.panel)).map(({ event }) => event);
  await expect.poll(events).toContain('client-patched');
  stage.publish('while patched');
  await expect.poll(events).toContain('while patched');
  await stage.expectHeld();
});
