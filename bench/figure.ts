import type { BrowserName } from './prepare';
import type { Site } from './site/site';

/** One line of the table. */
export interface Row {
  figure: string;
  measured: string;
  bar: string;
  ok: boolean;
}

/** What a figure is measured with. */
export interface Bench {
  site: Site;
  /** Folder of the extension as built for the figure's browser. */
  extension: string;
  /** Fewer rounds and shorter runs: for trying, not for the table. */
  quick: boolean;
  /** Prints what is going on. */
  say(text: string): void;
}

/** A figure of the table, by the name that `--only` takes. */
export interface Figure {
  name: string;
  title: string;
  /** The browser that it needs; Chromium unless it says so. */
  browser?: BrowserName;
  /** Takes so long that it is measured only when it is asked for by its name. */
  isLong?: true;
  measure(bench: Bench): Promise<Row[]>;
}
