import type { InputDocument } from '../browser/documents';

/** How long a key in the filter box took, in milliseconds from the press as the browser has noted it. */
export interface KeystrokeTimes {
  /** To the first drawn frame with other rows: the newest that match. */
  updatedMs: number;
  /** To the first drawn frame in which all entries were tested and the count is final. */
  wholeMs: number;
}

/** Runs in the panel: what the next key press led to. */
interface Keystroke {
  done: Promise<KeystrokeTimes>;
}

type Noting = typeof globalThis & { cipherscopeKeystroke?: Keystroke };

/** Presses a key in the filter box by real input. The text must narrow or widen the table. */
export async function pressInFilter(panel: InputDocument, key: string): Promise<KeystrokeTimes> {
  await panel.evaluate(noteKeystroke);
  await panel.press(key);
  return panel.evaluate(() => {
    const noted = (globalThis as Noting).cipherscopeKeystroke;
    if (noted === undefined) throw new Error('No key was noted.');
    return noted.done;
  });
}

/** Turns the wheel over the table: `step` pixels each time, `times` times, about sixty times a second. */
export async function turnWheel(panel: InputDocument, step: number, times: number): Promise<void> {
  const { x, y } = await panel.evaluate(middleOfTable);
  for (let turn = 0; turn < times; turn++) {
    await panel.turnWheel(x, y, step);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}

function noteKeystroke(): void {
  const field = document.querySelector<HTMLInputElement>('input[name="filter"]');
  if (field === null) throw new Error('The panel has no filter box.');
  field.focus();
  const read = () => document.querySelector('[data-region="status"] [data-count="shown"]')?.textContent;
  const isWhole = () => document.querySelector('[data-region="status"] [data-so-far]') === null;
  const before = read();
  const { port1, port2 } = new MessageChannel();
  const done = new Promise<KeystrokeTimes>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The table did not change within 10 s.')), 10_000);
    let pressedAt = Number.NaN;
    field.addEventListener(
      'keydown',
      (event) => {
        pressedAt = event.timeStamp;
        requestAnimationFrame(onFrame);
      },
      { once: true, capture: true },
    );
    let going = true;
    let updatedMs: number | undefined;
    const onFrame = () => {
      // Arrives when this frame was drawn.
      port2.postMessage(null);
      if (going) requestAnimationFrame(onFrame);
    };
    port1.onmessage = () => {
      if (!going || (updatedMs === undefined && read() === before)) return;
      const ms = performance.now() - pressedAt;
      updatedMs ??= ms;
      if (!isWhole()) return;
      going = false;
      clearTimeout(timer);
      resolve({ updatedMs, wholeMs: ms });
    };
  });
  (globalThis as Noting).cipherscopeKeystroke = { done };
}

function middleOfTable(): { x: number; y: number } {
  const table = document.querySelector('[data-region="table"] [role="grid"]');
  if (table === null) throw new Error('The panel has no table.');
  const { left, top, width, height } = table.getBoundingClientRect();
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}
