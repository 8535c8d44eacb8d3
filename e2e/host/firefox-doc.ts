import type { Bidi } from './bidi';
import { type Doc, renderedText, until } from './driver';
import { clickFirst, type Pointer } from './pointer';

type KeyAction = { type: 'keyDown' | 'keyUp'; value: string };
type Box = { x: number; y: number; width: number; height: number };

/** WebDriver's code points for the keys that print nothing (DOM names, as Playwright takes them). */
const KEYS: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  F6: '\uE036',
  Meta: '\uE03D',
  Space: ' ',
};

/** A BiDi browsing context as a `Doc`. */
export function firefoxDoc(bidi: Bidi, context: string): Doc {
  const sandbox = { context, sandbox: 'host' };
  const box = (selector: string) =>
    until(`${selector} to have a size`, async () => (await bidi.eval(sandbox, boxOf, selector)) ?? undefined);

  const pointer: Pointer = {
    eval: (fn, ...args) => bidi.eval(sandbox, fn, ...args),
    clickAt: async ({ x, y }) => {
      const move = { type: 'pointerMove', x: Math.round(x), y: Math.round(y) };
      const actions = [move, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
      const source = { type: 'pointer', id: 'mouse', actions };
      await bidi.send('input.performActions', { context, actions: [source] });
    },
  };
  const doc: Doc = {
    goto: async (url) =>
      void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    eval: (fn, ...args) => bidi.eval(context, fn, ...args),
    text: (selector) => bidi.eval(sandbox, renderedText, selector),
    count: (selector) => bidi.eval(sandbox, (s: string) => document.querySelectorAll(s).length, selector),
    waitFor: async (selector) =>
      void (await until(selector, async () => (await doc.count(selector)) || undefined)),
    click: (selector) => clickFirst(pointer, selector),
    fill: async (selector, text) =>
      void (await until(
        `${selector} to be filled`,
        async () => (await bidi.eval(sandbox, fillFirst, selector, text)) || undefined,
      )),
    press: async (key) => {
      const source = { type: 'key', id: 'keyboard', actions: chord(key) };
      await bidi.send('input.performActions', { context, actions: [source] });
    },
    screenshot: async (selector) => {
      const clip = selector === undefined ? {} : { clip: { type: 'box', ...(await box(selector)) } };
      const command = 'browsingContext.captureScreenshot';
      const { data } = await bidi.send<{ data: string }>(command, { context, ...clip });
      return Buffer.from(data, 'base64');
    },
  };
  return doc;
}

/** Runs in the document: where the first match is in the viewport, null while it is missing or empty. */
function boxOf(selector: string): Box | null {
  const element = document.querySelector(selector);
  element?.scrollIntoView({ block: 'nearest' });
  const rect = element?.getBoundingClientRect();
  if (!rect?.width || !rect.height) return null;
  return { x: rect.x, y: rect.y, width: rect.width, height: rect.height };
}

/** Runs in the document: the text goes in as one input event, as a paste does; false while the field is not ready for it. */
function fillFirst(selector: string, text: string): boolean {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  if (!field?.getClientRects().length || field.matches(':disabled, :read-only')) return false;
  field.focus();
  field.select();
  if (text === '') document.execCommand('delete');
  else document.execCommand('insertText', false, text);
  return true;
}

/** `Control+f` as key actions: all down in order, all up in reverse. */
function chord(keys: string): KeyAction[] {
  const values = keys.split(/(?<=.)\+/).map(codeOf);
  const down = values.map((value): KeyAction => ({ type: 'keyDown', value }));
  const up = values.toReversed().map((value): KeyAction => ({ type: 'keyUp', value }));
  return [...down, ...up];
}

function codeOf(key: string): string {
  const code = KEYS[key] ?? (key.length === 1 ? key : undefined);
  if (code === undefined) throw new RangeError(`key: expected a DOM key name, got "${key}"`);
  return code;
}
