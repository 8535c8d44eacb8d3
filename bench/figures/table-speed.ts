import type { InputDocument } from '../browser/documents';
import type { Bench, Row } from '../figure';
import { median, whole } from '../numbers';
import { type Draws, recordDraws, takeDraws } from '../panel/draws';
import { type KeystrokeTimes, pressInFilter, turnWheel } from '../panel/input';

const MAX_KEYSTROKE_MS = 300;
const MAX_FRAME_MS = 50;
const ROUNDS = 3;
/** Typed, then taken back: each key narrows or widens what the plaintexts' numbers leave. */
const TYPED = '1357';

/** Filters and scrolls a full panel; the rows belong under one that says how full it is. */
export async function measureTable(bench: Bench, panel: InputDocument): Promise<Row[]> {
  return [...keystrokeRows(await type(bench, panel)), scrollRow(await scroll(bench, panel))];
}

/** Types and takes back what was typed, and answers the milliseconds of each key, round by round. */
async function type(bench: Bench, panel: InputDocument): Promise<KeystrokeTimes[][]> {
  const keys = [...TYPED, ...Array<string>(TYPED.length).fill('Backspace')];
  const rounds: KeystrokeTimes[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const keystrokes: KeystrokeTimes[] = [];
    for (const key of keys) keystrokes.push(await pressInFilter(panel, key));
    const times = keystrokes.map(({ updatedMs, wholeMs }) => `${whole(updatedMs)}/${whole(wholeMs)}`);
    bench.say(`keystrokes, to the newest matches and to all: ${times.join(', ')} ms`);
    rounds.push(keystrokes);
  }
  return rounds;
}

/** Up and down by single steps of a wheel, then by jumps of some hundred rows. */
async function scroll(bench: Bench, panel: InputDocument): Promise<Draws[]> {
  const rounds: Draws[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await recordDraws(panel, 'held');
    for (const step of [-120, 120, -6_000, 6_000]) await turnWheel(panel, step, bench.quick ? 20 : 60);
    const draws = await takeDraws(panel);
    bench.say(`scrolling: the longest of ${draws.frames} frames took ${whole(draws.longestGapMs)} ms`);
    rounds.push(draws);
  }
  return rounds;
}

/** What the panel itself costs comes again in every round; what another process costs does not. */
function keystrokeRows(rounds: readonly KeystrokeTimes[][]): Row[] {
  const [first] = rounds as [KeystrokeTimes[]];
  const describe = (name: keyof KeystrokeTimes) => {
    const times = rounds.map((round) => round.map((keystroke) => keystroke[name]));
    const slowest = Math.max(...first.map((_, key) => median(times.map((round) => round[key] as number))));
    const all = times.flat();
    return {
      slowest,
      measured: `${whole(slowest)} ms (all: median ${whole(median(all))}, most ${whole(Math.max(...all))})`,
    };
  };
  const updated = describe('updatedMs');
  return [
    {
      figure: `The same: filter keystroke to updated table, the newest matches in it, the slowest of ${first.length} keys (median of ${ROUNDS} rounds)`,
      measured: updated.measured,
      bar: `≤ ${MAX_KEYSTROKE_MS} ms`,
      ok: updated.slowest <= MAX_KEYSTROKE_MS,
    },
    {
      figure: 'The same: until all events were tested (the status bar says "so far" before)',
      measured: describe('wholeMs').measured,
      bar: '',
      ok: true,
    },
  ];
}

function scrollRow(rounds: readonly Draws[]): Row {
  const longest = median(rounds.map(({ longestGapMs }) => longestGapMs));
  const frames = rounds.reduce((sum, round) => sum + round.frames, 0);
  const longGaps = rounds.reduce((sum, round) => sum + round.longGaps, 0);
  return {
    figure: `The same: scrolling, the longest frame (median of ${ROUNDS} rounds)`,
    measured: `${whole(longest)} ms (${whole(longGaps)} of ${whole(frames)} frames over ${MAX_FRAME_MS} ms)`,
    bar: `≤ ${MAX_FRAME_MS} ms`,
    ok: longest <= MAX_FRAME_MS,
  };
}
