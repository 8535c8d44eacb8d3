import { parseArgs } from 'node:util';
import type { DemoName } from '../e2e/demo/demos.ts';
import type { Target } from './extension';

/** How `npm start` runs. */
export interface StartOptions {
  /** Which browser, by the name of its build. */
  target: Target;
  /** Which page and server. */
  demo: DemoName;
  /** Say what there is to choose, and end. */
  isHelp: boolean;
  /** No window: opened events are printed, the panel is photographed. */
  isHeadless: boolean;
  /** Paste the demo's keys through the panel's own dialog. */
  withKey: boolean;
  /** End after the first opened events. */
  once: boolean;
}

/** What `npm start -- --help` says. */
export const HELP = `npm start [-- options]

  (none)       the orders board: pusher-js and pusher against a double of a Pusher server
  --ably       the courier board: ably-js against a double of Ably, AES-256 and AES-128, deltas
  --sockudo    the market desk: recorded Sockudo V2 frames, deltas, a double around them
  --faults     the back office: a page where nearly every channel has something wrong, each in its own way

  --firefox    in Firefox instead of Chromium
  --headless   no window: opened events are printed, the panel is photographed into .tmp/panel.png
  --with-key   pastes the demo's keys through the panel's own dialog
  --once       ends after the first opened events; without a window and a terminal it implies --with-key
  --help       this text`;

/** Where the program runs: its arguments, whether a display and a terminal are there. */
export interface Surroundings {
  args: readonly string[];
  hasDisplay: boolean;
  hasTerminal: boolean;
}

/** Reads the arguments. `--once` without a window and without a terminal has no other way to get a key in, so it pastes it itself. */
export function parseStartOptions({ args, hasDisplay, hasTerminal }: Surroundings): StartOptions {
  const values = readOptions(args);
  const [demo = 'pusher', ...others] = (['ably', 'sockudo', 'faults'] as const).filter(
    (name) => values[name],
  );
  if (others.length > 0) throw new TypeError('One demo at a time: --ably, --sockudo or --faults');
  const isHeadless = values.headless || !hasDisplay;
  const canBePasted = !isHeadless || hasTerminal;
  return {
    target: values.firefox ? 'firefox' : 'chrome',
    demo,
    isHelp: values.help,
    isHeadless,
    withKey: values['with-key'] || (values.once && !canBePasted),
    once: values.once,
  };
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        headless: { type: 'boolean', default: false },
        'with-key': { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        ably: { type: 'boolean', default: false },
        sockudo: { type: 'boolean', default: false },
        faults: { type: 'boolean', default: false },
        firefox: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    // Node's own words name the option, and say nothing of the others.
    throw new TypeError(`${(error as Error).message}\n\n${HELP}`);
  }
}

/** Whether a window can be shown: always on macOS and Windows, on Linux if there is a display server. */
export function hasDisplay(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
