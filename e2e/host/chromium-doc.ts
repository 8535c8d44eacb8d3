import type { Frame, Page } from 'playwright';
import { type Doc, renderedText, toExpression } from './driver';

/** A Playwright page or frame as a `Doc`; `page` has its keyboard. */
export function chromiumDoc(frame: Page | Frame, page: Page): Doc {
  const first = (selector: string) => frame.locator(selector).first();
  const doc: Doc = {
    goto: async (url) => void (await frame.goto(url)),
    eval: async (fn, ...args) => (await frame.evaluate(toExpression(fn, args))) as never,
    text: (selector) => doc.eval(renderedText, selector),
    count: (selector) => frame.locator(selector).count(),
    waitFor: (selector) => first(selector).waitFor({ state: 'attached' }),
    click: (selector) => first(selector).click(),
    fill: (selector, text) => first(selector).fill(text),
    press: async (key) => {
      // A frame without the focus gets no keys: DevTools itself would.
      await doc.eval(() => window.focus());
      await page.keyboard.press(key);
    },
    screenshot: (selector = ':root') => first(selector).screenshot(),
  };
  return doc;
}
