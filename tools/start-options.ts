import { parseArgs } from 'node:util';

/** How `npm start` runs. */
export interface StartOptions {
  /** No window: opened events are printed, the panel is photographed. */
  isHeadless: boolean;
  /** Paste the demo's master key through the panel's own dialog. */
  withKey: boolean;
  /** End after the first opened events. */
  once: boolean;
}

/** Where the program runs: its arguments, whether a display and a terminal are there. */
export interface Surroundings {
  args: readonly string[];
  hasDisplay: boolean;
  hasTerminal: boolean;
}

/** Reads the arguments. `--once` without a window and without a terminal has no other way to get a key in, so it pastes it itself. */
export function parseStartOptions({ args, hasDisplay, hasTerminal }: Surroundings): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      headless: { type: 'boolean', default: false },
      'with-key': { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
    },
  });
  const isHeadless = values.headless || !hasDisplay;
  const canBePasted = !isHeadless || hasTerminal;
  return {
    isHeadless,
    withKey: values['with-key'] || (values.once && !canBePasted),
    once: values.once,
  };
}

/** Whether a window can be shown: always on macOS and Windows, on Linux if there is a display server. */
export function hasDisplay(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
