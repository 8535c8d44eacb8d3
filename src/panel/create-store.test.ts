import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { KeyScope, KeySummary } from '../core/key-summary';
import type { Pasted } from '../core/pasted/pasted';
import { readPasted } from '../core/pasted/read-pasted';
import type { FromPanel, ToPanel } from '../messages';
import { createStore } from './create-store';
import { DOCUMENT, ENCRYPTED_CHANNEL, encryptedFrames, sampleBatch } from './sample-traffic';
import type { Store } from './store';

type Listener = (message: unknown) => void;

const port = vi.hoisted(() => ({
  isGone: false,
  sent: [] as unknown[],
  listeners: [] as Listener[],
  drops: [] as (() => void)[],
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      getURL: () => 'chrome-extension://abc/',
      // A panel in a plain tab: nobody answers.
      sendMessage: () => Promise.reject(new Error('Receiving end does not exist.')),
      onMessage: { addListener: () => undefined },
      connect: () => {
        if (port.isGone) throw new Error('Extension context invalidated.');
        return {
          postMessage: (message: unknown) => port.sent.push(message),
          onMessage: { addListener: (listener: Listener) => port.listeners.push(listener) },
          onDisconnect: { addListener: (listener: () => void) => port.drops.push(listener) },
        };
      },
    },
  },
}));

let store: Store;
let navigate: () => void;
const onNavigated = (handle: typeof navigate) => {
  navigate = handle;
};

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 0));
  port.isGone = false;
  for (const list of [port.sent, port.listeners, port.drops]) list.length = 0;
  store = createStore(
    { tab: 7, reload: undefined, onNavigated, evaluate: undefined },
    { maxBacklogBytes: 1000, maxUnacknowledgedBytes: 2000, maxCaptureBytes: 1e6 },
  );
  await vi.advanceTimersByTimeAsync(0);
  tell({ type: 'ready' }, { type: 'keys', keys: [] }, documentStarted(DOCUMENT, 1000));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a store asks for its tab from the first occurrence on, and again from where it is', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 3)) });
  for (const drop of port.drops.splice(0)) drop();
  expect(store.link.value).toBe('connecting');
  await vi.advanceTimersByTimeAsync(100);
  const windows = { maxBacklogBytes: 1000, maxUnacknowledgedBytes: 2000 };
  expect(sentOf('watch')).toEqual([
    { type: 'watch', tab: 7, next: [], windows },
    { type: 'watch', tab: 7, next: [[DOCUMENT, 4]], windows },
  ]);
});

it('a store whose extension was reloaded says that its line is lost', async () => {
  port.isGone = true;
  for (const drop of port.drops.splice(0)) drop();
  await vi.advanceTimersByTimeAsync(100);
  expect(store.link.value).toBe('lost');
});

it('what came is acknowledged before it is drawn', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 3)) });
  expect(sentOf('acknowledge')).toEqual([{ type: 'acknowledge', document: DOCUMENT, through: 3 }]);
  expect(store.counts.value.held).toBe(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(store.counts.value).toMatchObject({ shown: 3, held: 3, dark: 3, reasons: 1 });
});

it('many events that come at once into an empty table are drawn at once, with their counts', async () => {
  await vi.advanceTimersByTimeAsync(100);
  await frameDrawn();
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 30)) });
  await vi.advanceTimersByTimeAsync(60);
  expect([store.counts.value.held, store.rows.value.length]).toEqual([30, 30]);
});

it('an unreadable query keeps the last good filter and says what is wrong', () => {
  store.setQuery('is:dark');
  store.setQuery('is:dar');
  expect(store.queryProblem.value).toMatch(/^is: takes/);
  expect(store.filter.value.terms).toHaveLength(1);
  expect(store.query.value).toBe('is:dar');
});

it('a key that comes opens the past, and the selection changes with its entry', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 3)) });
  store.select(2);
  tell({ type: 'keys', keys: [keyFor(undefined)] });
  openAll();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.selected.value?.entry).toMatchObject({ id: 2, state: 'opened' });
  expect(store.counts.value.dark).toBe(0);
});

it('a key that was there already and gets a wider scope opens the past', () => {
  tell({ type: 'keys', keys: [keyFor('other-app')] });
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 2)) });
  openAll('no-key');
  tell({ type: 'keys', keys: [keyFor(undefined)] });
  expect(sentOf('open')).toHaveLength(1);
});

it('an app secret opens nothing, so nothing is asked for it', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 2)) });
  tell({ type: 'keys', keys: [{ ...keyFor(undefined), kind: 'app-secret' }] });
  expect(sentOf('open')).toEqual([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(store.counts.value.lackingKey).toBe(2);
});

it('a secret that was learned opens the past of its channel, and what is learned is told and changed', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 2)) });
  const learn = (...channels: string[]) => {
    const scopes = channels.map((channel) => ({ app: 'app-key', channel }));
    const learned = { ...keyFor(undefined), kind: 'pusher-shared-secret', learned: true } as const;
    tell({ type: 'keys', keys: scopes.map((scope) => ({ ...learned, id: scope.channel, scope })) });
  };
  learn('private-encrypted-others');
  await vi.advanceTimersByTimeAsync(0);
  expect(sentOf('open')).toEqual([]);
  learn('private-encrypted-others', ENCRYPTED_CHANNEL);
  await vi.advanceTimersByTimeAsync(0);
  expect(sentOf('open')).toHaveLength(1);
  expect(store.learning.value).toEqual({ isOn: false, learned: 0 });
  tell({ type: 'learning', isOn: true, learned: 1 });
  expect(store.learning.value).toEqual({ isOn: true, learned: 1 });
  store.setLearning(false);
  store.forgetLearned();
  expect(sentOf('set-learning')).toMatchObject([{ isOn: false }]);
  expect(sentOf('forget-learned')).toHaveLength(1);
});

it('what a clear took out opens when it is put back after a key has come', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 2)) });
  store.clear();
  tell({ type: 'keys', keys: [keyFor(undefined)] });
  store.undoClear();
  openAll();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.counts.value).toMatchObject({ held: 2, dark: 0 });
});

it('what was pasted is selected, out of the place that hides it, and goes with its place when all is cleared', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 1)) });
  await vi.advanceTimersByTimeAsync(0);
  const [live] = store.connections.value;
  if (live) store.setPlace({ connection: live, channel: undefined });
  const opened = await store.openPasted(pastedOf('{"event":"pasted","channel":"c","data":"{}"}'), undefined);
  expect(opened).toMatchObject({ ok: true, entries: [{ event: 'pasted', state: 'clear' }] });
  expect(store.selected.value?.entry.event).toBe('pasted');
  expect(store.place.value).toBeUndefined();
  await vi.advanceTimersByTimeAsync(0);
  const pasted = store.connections.value[1];
  if (pasted) store.setPlace({ connection: pasted, channel: 'c' });
  store.clear();
  expect(store.place.value).toBeUndefined();
});

it('a webhook is checked as it was pasted and without the white space around it; one that verifies is enough', async () => {
  const webhook = { app: 'a', signature: '5f00', body: '{}\n' };
  const fact = store.verifyWebhook(webhook);
  expect(sentOf('verify')).toMatchObject([
    {
      checks: [
        { what: 'webhook', ...webhook },
        { what: 'webhook', ...webhook, body: '{}' },
      ],
    },
  ]);
  const [asked] = sentOf('verify');
  tell({
    type: 'verified',
    request: asked?.request ?? 0,
    facts: [
      { outcome: 'failed', key: 'k', signed: undefined },
      { outcome: 'verified', key: 'k' },
    ],
  });
  expect(await fact).toEqual({ outcome: 'verified', key: 'k' });
});

it('a clear can be undone for ten seconds', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 2)) });
  store.clear();
  await vi.advanceTimersByTimeAsync(9_999);
  expect(store.canUndoClear.value).toBe(true);
  await vi.advanceTimersByTimeAsync(1);
  expect(store.canUndoClear.value).toBe(false);
  store.undoClear();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.counts.value.held).toBe(0);
});

it('a navigation takes the old document out, the selection with it, unless the log is preserved', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 2)) });
  store.select(1);
  store.preserveLog.value = true;
  const next = '00000000-0000-4000-8000-000000000002';
  tell(documentStarted(next, 2000), {
    type: 'batch',
    batch: sampleBatch(encryptedFrames(1, 1), { document: next }),
  });
  navigate();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.counts.value.held).toBe(3);
  expect(store.selected.value?.entry.id).toBe(1);
  expect(store.connections.value.map(({ state }) => state)).toEqual(['closed', 'open']);
  store.preserveLog.value = false;
  navigate();
  tell({ type: 'gone', document: next });
  await vi.advanceTimersByTimeAsync(0);
  expect(store.counts.value.held).toBe(0);
  expect(store.selected.value).toBeUndefined();
});

it('a frame that goes long after a navigation leaves its events', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 2)) });
  navigate();
  await vi.advanceTimersByTimeAsync(3000);
  tell({ type: 'gone', document: DOCUMENT });
  await vi.advanceTimersByTimeAsync(0);
  expect(store.counts.value.held).toBe(2);
});

it('a background that comes back tells of a page that is known: nothing goes', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 2)) });
  store.clear();
  tell(documentStarted(DOCUMENT, 1000));
  expect(store.canUndoClear.value).toBe(true);
});

it('a frame inside the page that starts later takes nothing out', async () => {
  tell({ type: 'batch', batch: sampleBatch(encryptedFrames(1, 2)) });
  tell({ ...documentStarted('00000000-0000-4000-8000-000000000002', 2000), top: false });
  await vi.advanceTimersByTimeAsync(0);
  expect(store.counts.value.held).toBe(2);
});

it('learning that is turned off while the background is being stopped is turned off all the same', async () => {
  for (const drop of port.drops.splice(0)) drop();
  store.setLearning(true);
  store.setLearning(false);
  store.removeKey('abc');
  await vi.advanceTimersByTimeAsync(100);
  expect(sentOf('set-learning').map(({ isOn }) => isOn)).toEqual([true, false]);
  for (const { request } of [...sentOf('set-learning'), ...sentOf('remove-key')])
    tell({ type: 'done', request });
  port.sent.length = 0;
  for (const drop of port.drops.splice(0)) drop();
  await vi.advanceTimersByTimeAsync(100);
  expect([...sentOf('set-learning'), ...sentOf('remove-key')]).toEqual([]);
});

it('a pasted key is sent again when the background was stopped before it answered', async () => {
  const answer = store.addKey('pusher-master', 'text', 'label', { app: undefined, channel: undefined }, true);
  for (const drop of port.drops.splice(0)) drop();
  await vi.advanceTimersByTimeAsync(100);
  const requests = sentOf('add-key');
  expect(requests).toHaveLength(2);
  expect(requests[1]).toEqual(requests[0]);
  tell({ type: 'key-refused', request: 1, problem: 'No key.', remedy: 'Paste one.' });
  expect(await answer).toEqual({ ok: false, problem: 'No key.', remedy: 'Paste one.' });
});

function tell(...messages: (ToPanel & object)[]): void {
  for (const message of messages) for (const listener of port.listeners.slice(-1)) listener(message);
}

/** Answers every open request; those that follow, too. */
function openAll(outcome: 'opened' | 'no-key' = 'opened'): void {
  for (let request = sentOf('open')[0]; request !== undefined; request = sentOf('open')[0]) {
    port.sent.splice(port.sent.indexOf(request), 1);
    const facts = request.payloads.map(() =>
      outcome === 'no-key'
        ? { outcome }
        : ({ outcome, plaintext: { text: '{}' }, key: 'abc', derivation: 'A', remaining: '' } as const),
    );
    tell({ type: 'opened', request: request.request, facts });
  }
}

function sentOf<Type extends FromPanel['type']>(type: Type): Extract<FromPanel, { type: Type }>[] {
  const isOfType = (message: FromPanel): message is Extract<FromPanel, { type: Type }> =>
    message.type === type;
  return (port.sent as FromPanel[]).filter(isOfType);
}

function documentStarted(document: string, startedAt: number): ToPanel & { type: 'document' } {
  return { type: 'document', document, startedAt, top: true, url: 'http://localhost/' };
}

function keyFor(app: KeyScope['app']): KeySummary {
  return {
    id: 'abc',
    kind: 'pusher-master',
    label: 'a',
    scope: { app, channel: undefined },
    remembered: false,
    addedAt: 1,
  };
}

function pastedOf(text: string): Pasted {
  const reading = readPasted(text, '');
  if (reading.outcome !== 'ready') throw new TypeError(`expected a ready reading, got ${reading.outcome}`);
  return reading.pasted;
}

it('a trouble of the keyring goes when the keyring is told of again, and what is at rest is shown', () => {
  const trouble = { problem: 'The storage for keys is full.', remedy: 'Remove keys.' };
  tell({ type: 'trouble', ...trouble });
  expect(store.trouble.value).toEqual(trouble);
  tell({ type: 'keys', keys: [] });
  expect(store.trouble.value).toBeUndefined();
  const unreadable = [{ name: 'key:0', label: 'lost' }];
  tell({ type: 'at-rest', lock: 'locked', locked: [keyFor(undefined)], unreadable });
  expect(store.atRest.value).toMatchObject({ lock: 'locked', locked: [keyFor(undefined)], unreadable });
});

it('a refused passphrase is answered with problem and remedy, an accepted one with nothing', async () => {
  const ask = () => store.usePassphrase({ kind: 'unlock', passphrase: 'x' });
  const numberOf = () => (port.sent.at(-1) as { request: number }).request;
  const refused = ask();
  tell({ type: 'refused', request: numberOf(), problem: 'No.', remedy: 'Again.' });
  expect(await refused).toEqual({ problem: 'No.', remedy: 'Again.' });
  const done = ask();
  tell({ type: 'done', request: numberOf() });
  expect(await done).toBeUndefined();
});

/** What the panel has posted to itself in a frame has come. */
async function frameDrawn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
  port1.close();
}
