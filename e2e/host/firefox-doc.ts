import type { Bidi } from './bidi';
import { type Doc, renderedText, until } from './driver';

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

// One key at a time is slow, and a newline would be Enter: such texts go in as one input event, as a paste does.
const MAX_TYPED_LENGTH = 200;

/** A BiDi browsing context as a `Doc`. */
export function firefoxDoc(bidi: Bidi, context: string): Doc {
  const act = (source: object) => bidi.send('input.performActions', { context, actions: [source] });
  const type = (actions: KeyAction[]) => act({ type: 'key', id: 'keyboard', actions });
  const sandbox = { context, sandbox: 'host' };
  const box = (selector: string) =>
    until(`${selector} to have a size`, async () => (await bidi.eval(sandbox, boxOf, selector)) ?? undefined);

  const doc: Doc = {
    goto: async (url) =>
      void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    eval: (fn, ...args) => bidi.eval(context, fn, ...args),
    text: (selector) => bidi.eval(sandbox, renderedText, selector),
    count: (selector) => bidi.eval(sandbox, (s: string) => document.querySelectorAll(s).length, selector),
    waitFor: async (selector) =>
      void (await until(selector, async () => (await doc.count(selector)) || undefined)),
    click: async (selector) => {
      const { x, y, width, height } = await box(selector);
      const move = {
        type: 'pointerMove',
        x: Math.round(x + width / 2),
        y: Math.round(y + height / 2),
      };
      const buttons = [
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await act({ type: 'pointer', id: 'mouse', actions: [move, ...buttons] });
    },
    fill: async (selector, text) => {
      await doc.click(selector);
      await doc.eval((s: string) => document.querySelector<HTMLInputElement>(s)?.select(), selector);
      if (text === '') await doc.press('Delete');
      else if (text.length > MAX_TYPED_LENGTH || text.includes('\n'))
        await doc.eval((t: string) => document.execCommand('insertText', false, t), text);
      else await type([...text].flatMap(stroke));
    },
    press: (key) => type(chord(key)).then(() => undefined),
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

function stroke(value: string): KeyAction[] {
  return [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ];
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
