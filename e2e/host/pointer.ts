import { type Doc, until } from './driver';

/** A point of a document's viewport, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** The way of a click into a document. */
export interface Pointer {
  eval: Doc['eval'];
  /** Moves the mouse to a point, presses its main button and lets it go, all as real input. */
  clickAt(point: Point): Promise<void>;
}

/** What watches one click: it lets nothing through that goes to another element. */
interface Guard {
  isMiss: boolean;
  end(): void;
}
interface GuardGlobal {
  guard?: Guard | undefined;
}

/**
 * Clicks the middle of the first match with real input, once it stands still, is enabled and lies on top. The document may
 * move between looking and clicking: a click that would go elsewhere reaches nothing and is done again.
 */
export async function clickFirst(pointer: Pointer, selector: string): Promise<void> {
  await until(`a click on ${selector}`, async () => {
    const point = await pointer.eval(aim, selector);
    if (point === null) return undefined;
    await pointer.clickAt(point);
    // A click may lead to another document, or close its own.
    const isMiss = await pointer.eval(lower).catch(() => false);
    return isMiss ? undefined : true;
  });
}

/** Runs in the document: where to click, with the guard up; null while the first match is not ready for it. */
async function aim(selector: string): Promise<Point | null> {
  const element = document.querySelector(selector);
  if (!element || element.matches(':disabled')) return null;
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const before = element.getBoundingClientRect();
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const { x, y, width, height } = element.getBoundingClientRect();
  if (!width || !height || x !== before.x || y !== before.y) return null;
  const point = { x: x + width / 2, y: y + height / 2 };
  if (!element.contains(document.elementFromPoint(point.x, point.y))) return null;
  const types = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
  const check = (event: Event): void => {
    // What follows the press goes where that went, even if the element is gone by then.
    if (event.type === 'pointerdown') guard.isMiss = !element.contains(event.target as Node);
    if (!guard.isMiss) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const guard: Guard = {
    isMiss: false,
    end: () => {
      for (const type of types) window.removeEventListener(type, check, true);
    },
  };
  (globalThis as GuardGlobal).guard = guard;
  for (const type of types) window.addEventListener(type, check, true);
  return point;
}

/** Runs in the document: takes the guard away and answers whether the click would have gone elsewhere. */
function lower(): boolean {
  const { guard } = globalThis as GuardGlobal;
  guard?.end();
  return guard?.isMiss === true;
}
