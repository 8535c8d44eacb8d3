import type { KeyReadingSummary, TestedReading } from '../../core/key-reading';
import type { KeyKind } from '../../core/key-summary';

/** One thing that can be added of a pasted text: a reading, or what a slip makes of one. */
export interface KeyOption {
  /** Names it among the others of the text. */
  name: string;
  reading: KeyReadingSummary;
  /** Undefined until it was tried. */
  tested: TestedReading | undefined;
}

/** The options of a text that was not tried yet, or of its readings as they were tried. */
export function toOptions(readings: readonly (KeyReadingSummary | TestedReading)[]): KeyOption[] {
  return readings.map((reading) => {
    const tested = 'proved' in reading ? reading : undefined;
    const variant = tested?.variant;
    const name = variant === undefined ? `${reading.index}` : `${reading.index}.${variant}`;
    return { name, reading, tested };
  });
}

/** Which kind a human has chosen, or which is the usual one. */
export interface WantedKind {
  kind: KeyKind;
  isChosen: boolean;
  /** The kinds that fit what was captured. */
  fitting: readonly KeyKind[];
}

/**
 * The options that are worth showing: of each key in the text those of the wanted kind, those that open something, and
 * where there is none of the wanted kind, what else it may be.
 */
export function offered(options: readonly KeyOption[], { kind, fitting }: WantedKind): KeyOption[] {
  const fit = options.filter(({ reading }) => fitting.includes(reading.kind));
  const isAlone = new Set(fit.map(({ reading }) => reading.part)).size < 2;
  return fit.filter((option) => {
    const { reading } = option;
    if (worth(option) > UNPROVEN) return true;
    if (!reading.isLikely && !isAlone) return false;
    if (reading.kind === kind) return true;
    const hasWanted = fit.some((other) => other.reading.part === reading.part && other.reading.kind === kind);
    return reading.isLikely && !hasWanted;
  });
}

/** The options that are chosen until the user chooses: of each key in the text the one that works, else the usual one. */
export function preselected(shown: readonly KeyOption[], wanted: WantedKind): ReadonlySet<string> {
  const best = new Map<number, KeyOption>();
  for (const option of shown) {
    const other = best.get(option.reading.part);
    if (other === undefined || isBetter(option, other, wanted)) best.set(option.reading.part, option);
  }
  return new Set([...best.values()].map(({ name }) => name));
}

function isBetter(one: KeyOption, other: KeyOption, { kind, isChosen }: WantedKind): boolean {
  const isWanted = (option: KeyOption) => option.reading.kind === kind;
  // What a human has said holds, whatever the test says.
  if (isChosen && isWanted(one) !== isWanted(other)) return isWanted(one);
  if (worth(one) !== worth(other)) return worth(one) > worth(other);
  return isWanted(one) && !isWanted(other);
}

const UNPROVEN = 1;

/** How much speaks for an option: 0 for nothing. */
function worth({ tested }: KeyOption): number {
  if (tested === undefined) return 0;
  const { opened, proved, channels, unverified, findings } = tested;
  if (proved.length > 0) return 4;
  if (opened === 0) return unverified > 0 ? UNPROVEN : 0;
  // A master key that opens one channel as it is, is the shared secret of that channel.
  const isSecret = channels === 1 && findings.some(({ id }) => id === 'master-key-direct');
  return isSecret ? 2 : 3;
}

/** True for an option that opens something here, or that an auth reply proves. */
export function works(option: KeyOption): boolean {
  return worth(option) > UNPROVEN;
}

/** True where the text holds several keys, so that several may be added. */
export function isSeveral(shown: readonly KeyOption[]): boolean {
  return new Set(shown.map(({ reading }) => reading.part)).size > 1;
}
