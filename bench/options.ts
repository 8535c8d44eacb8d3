import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Options {
  /** Names of the figures to measure. */
  names: readonly string[];
  quick: boolean;
  /** Random inputs for the decoders, and no figures. */
  fuzz: boolean;
  /** True when every figure is measured in full: only then is the table written down. */
  isWhole: boolean;
}

/** Reads `--only <name>` (again for more than one), `--quick` and `--fuzz`. Throws, naming the figures, for anything else. */
export function parseOptions(args: readonly string[], names: readonly string[]): Options {
  const options = {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean' },
    fuzz: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const only = values.only ?? [];
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new RangeError(`--only: expected one of ${names.join(', ')}, got "${unknown}".`);
  const quick = values.quick ?? false;
  return {
    names: only.length > 0 ? names.filter((name) => only.includes(name)) : names,
    quick,
    fuzz: values.fuzz ?? false,
    isWhole: only.length === 0 && !quick,
  };
}
