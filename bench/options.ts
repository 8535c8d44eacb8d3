import { parseArgs } from 'node:util';
import type { BrowserName } from './prepare';

/** What the command line asks for. */
export interface Options {
  /** Names of the figures to measure. */
  names: readonly string[];
  quick: boolean;
  /** Random inputs for the decoders, and no figures. */
  fuzz: boolean;
  /** Numbered events for ten minutes in these browsers, and no figures; empty for none. */
  soak: readonly BrowserName[];
  /** Of the random moments in the soak. */
  seed: number;
  /** True when every figure is measured in full: only then is the table written down. */
  isWhole: boolean;
}

const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

/**
 * Reads `--only <name>` (again for more than one), `--quick`, `--fuzz` and `--soak` with `--browser <name>` and
 * `--seed <number>`. Throws, naming the figures, for anything else.
 * Those of `long` are measured only when `--only` names them.
 */
export function parseOptions(
  args: readonly string[],
  names: readonly string[],
  long: readonly string[],
): Options {
  const options = {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean' },
    fuzz: { type: 'boolean' },
    soak: { type: 'boolean' },
    browser: { type: 'string' },
    seed: { type: 'string' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const only = values.only ?? [];
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new RangeError(`--only: expected one of ${names.join(', ')}, got "${unknown}".`);
  const browsers = BROWSERS.filter((name) => name === (values.browser ?? name));
  if (browsers.length === 0)
    throw new RangeError(`--browser: expected chromium or firefox, got "${values.browser}".`);
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`--seed: expected a whole number, got "${values.seed}".`);
  const quick = values.quick ?? false;
  return {
    names: names.filter((name) => (only.length > 0 ? only.includes(name) : !long.includes(name))),
    quick,
    fuzz: values.fuzz ?? false,
    soak: values.soak ? browsers : [],
    seed,
    isWhole: only.length === 0 && !quick,
  };
}
