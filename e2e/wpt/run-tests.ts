import { launchBareChromium, launchChromium } from '../host/chromium';
import type { BareBrowser, Doc, LaunchOptions } from '../host/driver';
import { launchBareFirefox, startFirefoxHosts } from '../host/firefox';
import type { Target } from '../host/fixtures';
import type { Certificate } from './certificate';
import { type Difference, differencesOf, type Outcome } from './compare';
import type { TestPage } from './list-tests';
import { type Report, startTestServer, type TestServer } from './site';

/** What came of all pages in a browser, bare and with the extension. */
export interface Comparison {
  bare: Map<string, Outcome>;
  hooked: Map<string, Outcome>;
  /** What came out differently each time it was tried. */
  differences: Difference[];
  /** Pages that came out differently once, and alike or with the bare browser changing its mind when tried again. */
  unstable: string[];
}

/** Where the tests of one side run: a browser's tab and a server of its own. */
interface Lane {
  doc: Doc;
  server: TestServer;
  close(): Promise<void>;
}

/** How often a difference has to show before it counts. */
const MAX_TRIES = 3;
// The harness ends by itself after ten seconds, or sixty; this is for pages that can not.
const LIMIT_MS = 20_000;
const LONG_LIMIT_MS = 70_000;
const GOING_LIMIT_MS = 3_000;

const OPTIONS: LaunchOptions = {
  args: [
    '--host-resolver-rules=MAP *.test 127.0.0.1',
    '--ignore-certificate-errors',
    '--disable-popup-blocking',
  ],
  preferences: {
    'network.dns.forceResolve': '127.0.0.1',
    'dom.disable_open_during_load': false,
    'dom.security.https_first': false,
    // Sockets that fail are tried at once again, not ever later.
    'network.websocket.delay-failed-reconnects': false,
  },
};

/**
 * Runs all pages in the bare browser and in one with the extension, with a panel that watches. `onPage` hears of every page
 * that the second one is through with.
 */
export async function compareBrowser(
  target: Target,
  checkout: string,
  certificate: Certificate,
  pages: readonly TestPage[],
  onPage: (done: number, test: TestPage) => void,
): Promise<Comparison> {
  const lanes = await Promise.all([
    openLane(launchBare(target), checkout, certificate),
    openLane(launchWatched(target), checkout, certificate),
  ]);
  try {
    return await compareLanes(lanes, pages, onPage);
  } finally {
    for (const lane of lanes) await lane.close();
  }
}

async function compareLanes(
  [bareLane, hookedLane]: [Lane, Lane],
  pages: readonly TestPage[],
  onPage: (done: number, test: TestPage) => void,
): Promise<Comparison> {
  const [bare, hooked] = await Promise.all([
    runAll(bareLane, pages, () => {}),
    runAll(hookedLane, pages, onPage),
  ]);
  const comparison: Comparison = { bare, hooked, differences: [], unstable: [] };
  for (const test of pages) {
    let found = differencesOf(test.page, bare.get(test.page), hooked.get(test.page));
    if (found.length === 0) continue;
    for (let tries = 1; tries < MAX_TRIES && found.length > 0; tries++) {
      const before = bare.get(test.page);
      const [first, second] = [await runPage(bareLane, test), await runPage(hookedLane, test)];
      found =
        differencesOf(test.page, before, first).length > 0 ? [] : differencesOf(test.page, first, second);
    }
    if (found.length > 0) comparison.differences.push(...found);
    else comparison.unstable.push(test.page);
  }
  return comparison;
}

async function openLane(
  launch: Promise<BareBrowser>,
  checkout: string,
  certificate: Certificate,
): Promise<Lane> {
  const [browser, server] = await Promise.all([launch, startTestServer(checkout, certificate)]);
  return {
    doc: browser.page,
    server,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

function launchBare(target: Target): Promise<BareBrowser> {
  return target === 'firefox' ? launchBareFirefox(OPTIONS) : launchBareChromium(OPTIONS);
}

async function launchWatched(target: Target): Promise<BareBrowser> {
  if (target === 'chromium') {
    const host = await launchChromium(OPTIONS);
    await host.openPanelTab();
    return host;
  }
  const hosts = await startFirefoxHosts(OPTIONS);
  const host = await hosts.open();
  await host.openPanelTab();
  return { page: host.page, close: hosts.close };
}

async function runAll(
  lane: Lane,
  pages: readonly TestPage[],
  onPage: (done: number, test: TestPage) => void,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const test of pages) {
    outcomes.set(test.page, await runPage(lane, test));
    onPage(outcomes.size, test);
  }
  return outcomes;
}

async function runPage({ doc, server }: Lane, { page, isHttps, isLong }: TestPage): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const told = new Promise<Outcome>((resolve) => {
    server.onReport((report) => {
      if (report.page === page) resolve(clean(server, report));
    });
    timer = setTimeout(() => resolve(undefined), isLong ? LONG_LIMIT_MS : LIMIT_MS);
  });
  // Some pages never finish loading, and some go elsewhere meanwhile: their report says how it went.
  const going = doc.goto(server.address(page, isHttps)).catch(() => undefined);
  const outcome = await told;
  clearTimeout(timer);
  // A navigation that the page itself took over is never answered.
  await Promise.race([going, new Promise((resolve) => setTimeout(resolve, GOING_LIMIT_MS))]);
  return outcome;
}

function clean(server: TestServer, report: Report): Report {
  const text = (message: string | null) => message && server.withoutPorts(message);
  return {
    ...report,
    message: text(report.message),
    results: report.results.map(({ name, status, message }) => ({
      name: server.withoutPorts(name),
      status,
      message: text(message),
    })),
  };
}
