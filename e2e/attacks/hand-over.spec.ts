import { expect, test } from '../host/fixtures';
import { countOf, drawnRows, filterBy } from '../panel/panel-view';
import type { Loot } from './loot';
import { type Attack, openStage } from './stage';

/** What the attack keeps in its page. */
interface Forger {
  /** Messages that came over ports that the page has handed over in its own document. */
  heard: unknown[];
  /** The same for the documents of fresh frames. */
  heardInFrames: unknown[];
}

declare const loot: Loot;
declare const forger: Forger;

/** Forges the hand-over and the messages of hook and bridge wherever a page can. */
const forgeEverywhere: Attack = async ({ ws }) => {
  const heard: unknown[] = [];
  const heardInFrames: unknown[] = [];
  const text = '{"event":"forged","channel":"a","data":"{}"}';
  const batch = (stream: number, first: number) => [
    ...['batch', stream, first, 0, 1, 0],
    [[1, ws, Date.now(), '', '{"event":"pusher:connection_established","data":"{}"}']],
    ...[`0,1,${Date.now()},${64 + text.length},`, text, [], 1],
  ];
  const talk = (post: (message: unknown) => void) => {
    post(['socket', 1, ws]);
    post(['sample', 1, '{"event":"pusher:connection_established","data":"{}"}']);
    for (let stream = 0; stream < 5; stream++) post(batch(stream, 1));
  };
  const forge = (target: Document, into: unknown[]) => {
    const view = target.defaultView as Window & typeof globalThis;
    const { port1, port2 } = new view.MessageChannel();
    loot.own(port1);
    loot.own(port2);
    port1.onmessage = ({ data }) => {
      into[into.length] = data;
      loot.take(data);
      talk((message) => port1.postMessage(message));
    };
    const farewell = target.createElement('i');
    for (const document of [target, target.documentElement ?? target]) {
      document.dispatchEvent(new view.MessageEvent('load', { ports: [port2], data: batch(1, 1) }));
      document.dispatchEvent(new view.MouseEvent('load', { relatedTarget: farewell }));
    }
    talk((message) => port1.postMessage(message));
    farewell.dispatchEvent(new view.CustomEvent('load'));
    farewell.dispatchEvent(new view.CustomEvent('load', { detail: JSON.stringify(batch(1, 1)) }));
    if (farewell.title !== '') into[into.length] = farewell.title;
  };
  const hearIn = (view: Window & typeof globalThis) => {
    for (const target of [view, view.document])
      for (const type of ['load', 'message', 'error', 'pagehide'])
        target.addEventListener(type, (event) => loot.take(event), true);
    loot.wrap(view.EventTarget.prototype);
    loot.wrap(view.MessagePort.prototype);
  };
  Object.assign(globalThis, { forger: { heard, heardInFrames } });
  // After the hand-over of this document.
  forge(document, heard);
  // Before and during that of a document whose window is in reach before its scripts have run.
  const frames = ['about:blank', undefined, 'srcdoc', 'javascript:""'].map((source) => {
    const frame = document.createElement('iframe');
    if (source === 'srcdoc') frame.srcdoc = '<p>fresh';
    else if (source !== undefined) frame.src = source;
    document.documentElement.append(frame);
    const view = frame.contentWindow as Window & typeof globalThis;
    hearIn(view);
    forge(view.document, heardInFrames);
    return frame;
  });
  const written = frames[0]?.contentDocument as Document;
  written.open();
  forge(written, heardInFrames);
  written.write('<p>written');
  written.close();
  for (const frame of frames) {
    const view = frame.contentWindow as Window & typeof globalThis;
    new view.WebSocket(ws);
    forge(view.document, heardInFrames);
  }
  // Messages without a port, as any page may send them.
  talk((message) => window.postMessage(message, '*'));
  for (const type of ['watch', 'watched', 'unwatch', 'opened', 'keys', 'batch', 'hello'])
    window.postMessage({ type, document: '0'.repeat(36), from: 1, through: 1e9, keys: [], batch: {} }, '*');
  const socket = new WebSocket(ws);
  await new Promise((resolve) => socket.addEventListener('message', resolve));
  for (const target of [window, document, socket]) {
    talk((data) => target.dispatchEvent(new MessageEvent('message', { data })));
    target.dispatchEvent(
      new MessageEvent('message', { data: '{"event":"forged","channel":"a","data":"{}"}' }),
    );
  }
  socket.send('{"event":"client-mine","channel":"private-a","data":"{}"}');
  forge(document, heard);
};

test('forged hand-overs and messages are taken from nobody, whenever they come', async ({ host, site }) => {
  const stage = await openStage(host, site);
  await stage.attack(forgeEverywhere);
  const { page, panel } = stage;
  await expect.poll(async () => (await drawnRows(panel)).map(({ event }) => event)).toContain('client-mine');
  stage.publish('before');
  await stage.expectHeld();
  expect(await page.eval(() => [forger.heard, forger.heardInFrames])).toEqual([[], []]);
  await filterBy(panel, 'event:forged');
  await expect.poll(() => countOf(panel, 'shown')).toBe(0);
});
