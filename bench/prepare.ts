import path from 'node:path';
import { buildExtension, isStale, type Target } from '../tools/extension';
import { ensureChromium, ensureFirefox } from '../tools/install-browsers';
import { ROOT } from '../tools/run';

/** The browsers that the benchmark drives. */
export type BrowserName = 'chromium' | 'firefox';

const TARGETS: Record<BrowserName, Target> = { chromium: 'chrome', firefox: 'firefox' };

/**
 * Finds or installs the browser and builds the extension for it where the last build is older than its sources; answers the
 * folder of the build. Throws when there is no such browser, or no such build.
 */
export async function prepareBrowser(name: BrowserName): Promise<string> {
  process.env[name.toUpperCase()] = await (name === 'chromium' ? ensureChromium() : ensureFirefox());
  const target = TARGETS[name];
  if (isStale(target)) {
    const { code } = await buildExtension(target);
    if (code !== 0) throw new Error(`The extension could not be built for ${name}.`);
  }
  return path.join(ROOT, 'dist', target);
}
