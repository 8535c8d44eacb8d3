import type { Evaluator } from '../browser/documents';

/** A row of the panel's table, as it is drawn. */
export interface ReadRow {
  /** Its place in the table, from 0. */
  index: number;
  event: string;
  state: string;
  /** The number in its plaintext; undefined for what shows none. */
  number: number | undefined;
  /** How many frames are said to be dropped before it. */
  dropped: number;
}

type Drawn = [index: number, event: string, state: string, number: string | null, dropped: number];

/** So much time one call may take: what it answers travels as JSON. */
const BUDGET_MS = 2_000;
/** A row that shows no number after this long will show none. */
const PATIENCE_MS = 10_000;

/**
 * Reads the rows of the panel's table from `from` on, to its end: it scrolls through the table and takes the texts of
 * the rows that are drawn, no row left out. Meanwhile the table is as tall as 600 rows, so that fewer steps are needed.
 */
export async function readRows(panel: Evaluator, from: number): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  await panel.evaluate(setTall, true);
  try {
    for (;;) {
      const { drawn, isEnd } = await panel.evaluate(walk, from + rows.length, BUDGET_MS, PATIENCE_MS);
      for (const [index, event, state, number, dropped] of drawn)
        rows.push({ index, event, state, number: number === null ? undefined : Number(number), dropped });
      if (isEnd) return rows;
      if (drawn.length === 0) throw new Error(`Row ${from + rows.length} of the table is not drawn.`);
    }
  } finally {
    await panel.evaluate(setTall, false);
  }
}

/** Runs in the panel. Nobody looks at 600 rows: they are made as always, but not laid out in columns, nor painted. */
function setTall(isTall: boolean): void {
  const sheet = new CSSStyleSheet();
  if (isTall)
    sheet.replaceSync(`
      .rows { position: fixed !important; inset: 0 0 auto; height: 12000px !important; max-height: none !important; }
      .rows > .row { visibility: hidden; }
      .rows .cell { display: none; }
    `);
  document.adoptedStyleSheets = [sheet];
}

/** Runs in the panel: follows the rows from `from` on, each the next of the one before, until the time is up. */
async function walk(
  from: number,
  budgetMs: number,
  patienceMs: number,
): Promise<{ drawn: Drawn[]; isEnd: boolean }> {
  const scroller = document.querySelector<HTMLElement>('[role="grid"] .rows');
  const grid = document.querySelector('[role="grid"]');
  if (!scroller || !grid) throw new Error('The panel has no table.');
  const ROW_HEIGHT = 20;
  const start = performance.now();
  const drawn: Drawn[] = [];
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const read = (row: Element): Drawn => {
    const text = (column: string) => row.querySelector(`[data-column="${column}"]`)?.textContent ?? '';
    const [, number = null] = /"number":"(\d+)"/.exec(text('preview')) ?? [];
    const [, dropped = '0'] = /^([\d,]+) frames? dropped/.exec(row.getAttribute('title') ?? '') ?? [];
    const { state = '' } = (row as HTMLElement).dataset;
    const index = Number(row.getAttribute('aria-rowindex')) - 2;
    return [index, text('event').trim(), state, number, Number(dropped.replace(/\D/g, ''))];
  };
  let next = from;
  let progressAt = start;
  for (;;) {
    const total = Number(grid.getAttribute('aria-rowcount')) - 1;
    if (next >= total) return { drawn, isEnd: true };
    const now = performance.now();
    if (now - start > budgetMs && (drawn.length > 0 || now - progressAt > patienceMs))
      return { drawn, isEnd: false };
    scroller.scrollTop = next * ROW_HEIGHT;
    // A wheel's event comes before the frame's draws. A script's would come after them, and they would scroll back.
    scroller.dispatchEvent(new Event('scroll'));
    await nextFrame();
    const byIndex = new Map<number, Element>();
    for (const row of scroller.querySelectorAll('[role="row"][data-entry]'))
      byIndex.set(Number(row.getAttribute('aria-rowindex')) - 2, row);
    for (let row = byIndex.get(next); row !== undefined; row = byIndex.get(next)) {
      const one = read(row);
      // Its answer may be on its way: an event is waited for until it is opened.
      const isAwaited = one[3] === null && one[2] === 'dark';
      if (isAwaited && performance.now() - progressAt < patienceMs) break;
      drawn.push(one);
      next++;
      progressAt = performance.now();
    }
  }
}
