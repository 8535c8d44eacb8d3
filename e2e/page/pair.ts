import { startTestSite, type TestSite } from '../demo/test-pages';
import type { BareBrowser, Doc, Host } from '../host/driver';
import { test as base, launchBare } from '../host/fixtures';
import { openTap, type Tap } from './tap';

/** What a probe gets: the address of the site's sockets, in a form that is recognised as Pusher, and of its pages. */
export interface Place {
  ws: string;
  origin: string;
}

/** Runs in a page as its first script and describes what it sees; the description travels as JSON. */
export type Probe<Seen> = (place: Place) => Seen | Promise<Seen>;

/** A browser with the extension, watched by a panel, beside one without, and a site for both. */
export interface Pair {
  site: TestSite;
  /** Sees what the extension captures of the page that is probed. */
  tap: Tap;
  /** Runs a probe in a new document of either browser. */
  probe<Seen>(probe: Probe<Seen>, options?: ProbeOptions): Promise<{ bare: Seen; hooked: Seen }>;
}

export interface ProbeOptions {
  headers?: Record<string, string>;
  /** Ends the socket's address, to find the connection again in the tap. */
  mark?: string;
  /** Run before the probe, in the same script. */
  before?: (() => void) | readonly (() => void)[];
  /** Waited for before the page with the hook is left: a Blob that was not read by then can not be read any more. */
  untilCaptured?: () => Promise<unknown>;
}

/** Playwright's `test` with one pair of browsers for all tests of a file. */
export const test = base.extend<object, { pair: Pair }>({
  pair: [
    async ({ target, browserOfHosts }, use) => {
      const site = await startTestSite();
      const host = await browserOfHosts.open();
      const bare = await launchBare(target);
      await use(await openPair(site, bare, host));
      await bare.close();
      await host.close();
      await site.close();
    },
    { scope: 'worker' },
  ],
});

/** A pair of these browsers. */
export async function openPair(site: TestSite, bare: BareBrowser, host: Host): Promise<Pair> {
  const docs = { bare: bare.page, hooked: host.page };
  const tap = await openTap(host);
  return { site, tap, probe: (probe, options) => runProbe(site, docs, probe, options) };
}

/** Playwright's `expect`. */
export const expect = test.expect;

let pages = 0;

async function runProbe<Seen>(
  site: TestSite,
  docs: { bare: Doc; hooked: Doc },
  probe: Probe<Seen>,
  { headers = {}, mark = '', before = [], untilCaptured }: ProbeOptions = {},
): Promise<{ bare: Seen; hooked: Seen }> {
  const place: Place = { ws: `${site.wsUrl}/app/key?protocol=7&mark=${mark}`, origin: site.origin };
  const url = site.page(`/probe-${++pages}`, pageOf(probe, [before].flat(), place), headers);
  const clean = site.page('/clean', '<!doctype html>');
  const see = async (doc: Doc): Promise<Seen> => {
    await doc.goto(url);
    await doc.waitFor('[data-done]');
    if (doc === docs.hooked) await untilCaptured?.();
    // A probe may have broken every native of its document: another one reads what it has left.
    await doc.goto(clean);
    const { seen, failure } = JSON.parse(await doc.eval(() => sessionStorage.seen as string)) as Left<Seen>;
    if (failure !== undefined) throw new Error(failure);
    return seen;
  };
  const [bare, hooked] = await Promise.all([see(docs.bare), see(docs.hooked)]);
  return { bare, hooked };
}

/** What a probe leaves for the next document. */
interface Left<Seen> {
  seen: Seen;
  failure?: string;
}

/** A page whose first script runs the probe, keeps the description in the session storage and marks the root as done. */
function pageOf<Seen>(probe: Probe<Seen>, before: readonly (() => void)[], place: Place): string {
  const script = `const __name = (f) => f;
    const { stringify } = JSON;
    const root = document.documentElement;
    const storage = sessionStorage;
    (async () => {
      try {
        ${before.map((act) => `(${String(act)})();`).join('')}
        storage.seen = stringify({ seen: await (${String(probe)})(${JSON.stringify(place)}) });
      } catch (error) {
        storage.seen = stringify({ failure: String(error?.stack ?? error) });
      }
      root.dataset.done = '';
    })();`;
  return `<!doctype html><html><head><script nonce="n">${script}</script></head></html>`;
}

/** Waits until the close of the connection with this mark was captured, and so everything before it. */
export async function untilClosed(tap: Tap, mark: string): Promise<void> {
  const captured = await tap.connection(`mark=${mark}`);
  await expect.poll(async () => (await captured.occurrences()).at(-1)?.kind, mark).toBe('close');
}
