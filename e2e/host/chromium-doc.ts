import type { CDPSession, ElementHandle, Frame, Page } from 'playwright';
import { type Doc, renderedText, toExpression } from './driver';
import { clickFirst, type Pointer } from './pointer';

type Evaluate = (expression: string) => Promise<unknown>;

/** A page tab as a `Doc`. */
export function chromiumPage(page: Page): Doc {
  return chromiumDoc(page, page, evaluateBare(page));
}

/** The panel in a tab as a `Doc`. */
export function chromiumPanelTab(page: Page): Doc {
  return withGuardedClick(chromiumPage(page), ({ x, y }) => page.mouse.click(x, y));
}

/** The panel inside the DevTools front-end as a `Doc`. */
export function chromiumFrame(frame: Frame, frontEnd: Page): Doc {
  let place: Promise<ElementHandle> | undefined;
  return withGuardedClick(
    chromiumDoc(frame, frontEnd, (expression) => frame.evaluate(expression)),
    async ({ x, y }) => {
      place ??= frame.frameElement();
      const box = await (await place).boundingBox();
      if (box === null) throw new Error('The panel is not in sight.');
      await frontEnd.mouse.click(box.x + x, box.y + y);
    },
  );
}

/** Playwright's own click takes twice the time and three times the processor: the specs of the panel click a lot. */
function withGuardedClick(doc: Doc, clickAt: Pointer['clickAt']): Doc {
  return { ...doc, click: (selector) => clickFirst({ eval: doc.eval, clickAt }, selector) };
}

function chromiumDoc(frame: Page | Frame, page: Page, evaluate: Evaluate): Doc {
  const first = (selector: string) => frame.locator(selector).first();
  const doc: Doc = {
    goto: async (url) => void (await frame.goto(url)),
    eval: async (fn, ...args) => (await evaluate(toExpression(fn, args))) as never,
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

/** Evaluates with nothing of Playwright's own in the page's world: specs break natives there on purpose. */
function evaluateBare(page: Page): Evaluate {
  let session: Promise<CDPSession> | undefined;
  return async (expression) => {
    session ??= page.context().newCDPSession(page);
    const { result, exceptionDetails } = await (await session).send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (!exceptionDetails) return result.value;
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  };
}
