import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until, WINDOW } from '../../e2e/host/driver';
import { findChromium } from '../../tools/browsers';
import { endWithUs } from '../../tools/run';
import { type Connection, connectBrowser, type Session } from './cdp';
import type { MeasuredPage } from './documents';
import { addProcessorSeconds } from './ended';
import { measureMainThreadMs } from './main-thread';

/** A Chromium that nothing but this benchmark drives. */
export interface Chromium extends Connection {
  /** `chrome-extension://<id>`; undefined when it was started without the extension. */
  origin: string | undefined;
  /** Opens a page in a window of its own, so that it is visible whatever else is open. */
  openWindow(url: string): Promise<Page>;
  end(): Promise<void>;
}

/** A page target with its session. */
export interface Page extends MeasuredPage {
  targetId: string;
  session: Session;
}

/** What the browser tells of a target. */
export interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
}

const SCHEME = 'chrome-extension://';
const START_MS = 30_000;
const END_MS = 5_000;
const ARGS = [
  '--no-sandbox', // Chromium refuses to run as root with one, and CI runs as root.
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
  `--window-size=${WINDOW.width},${WINDOW.height}`,
];

/** Starts a Chromium with a fresh profile; with the extension in that folder, or with none. */
export async function startChromium(extension?: string): Promise<Chromium> {
  const program = spawnChromium(extension);
  const connection = await connectBrowser(await readAddress(program.profile));
  const origin = extension === undefined ? undefined : await findOrigin(connection);
  return {
    ...connection,
    origin,
    openWindow: (url) => openWindow(connection, url),
    end: async () => {
      addProcessorSeconds(await readProcessorSeconds(connection));
      connection.browser.send('Browser.close').catch(() => undefined);
      await program.ended();
      connection.close();
    },
  };
}

/** A Chromium process; `ended` waits for it, not forever, and clears away its profile. */
interface Program {
  profile: string;
  ended(): Promise<void>;
}

function spawnChromium(extension: string | undefined): Program {
  const executable = findChromium();
  if (executable === undefined) throw new Error('No Chromium found. Set CHROMIUM to its executable.');
  const profile = mkdtempSync(path.join(tmpdir(), 'cipherscope-bench-'));
  const args = [...ARGS, `--user-data-dir=${profile}`, 'about:blank'];
  if (!process.env.HEADED) args.unshift('--headless');
  if (extension !== undefined)
    args.unshift(`--disable-extensions-except=${extension}`, `--load-extension=${extension}`);
  const child = spawn(executable, args, { stdio: 'ignore' });
  endWithUs(child);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const removeProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  const abandon = () => {
    child.kill('SIGKILL');
    removeProfile();
  };
  process.once('exit', abandon);
  return {
    profile,
    async ended() {
      const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
      await exited;
      clearTimeout(timer);
      process.off('exit', abandon);
      removeProfile();
    },
  };
}

async function readProcessorSeconds({ browser }: Connection): Promise<number> {
  const { processInfo } = await browser.send<{ processInfo: { cpuTime: number }[] }>(
    'SystemInfo.getProcessInfo',
  );
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** The targets that there are now. */
export async function listTargets({ browser }: Pick<Connection, 'browser'>): Promise<TargetInfo[]> {
  return (await browser.send<{ targetInfos: TargetInfo[] }>('Target.getTargets')).targetInfos;
}

/** Version of the browser, as it names itself. */
export async function readVersion({ browser }: Pick<Connection, 'browser'>): Promise<string> {
  return (await browser.send<{ product: string }>('Browser.getVersion')).product;
}

/** Chromium writes the port it chose, and the path of its socket, into the profile. */
async function readAddress(profile: string): Promise<string> {
  const file = path.join(profile, 'DevToolsActivePort');
  const read = async () => {
    const [port, address] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    return address ? `ws://127.0.0.1:${port}${address}` : undefined;
  };
  return until('Chromium to open its DevTools port', read, START_MS);
}

async function findOrigin(connection: Connection): Promise<string> {
  const find = async () => {
    const targets = await listTargets(connection);
    return targets.find(({ type, url }) => type === 'service_worker' && url.startsWith(SCHEME));
  };
  const { url } = await until('the service worker of the extension', find, START_MS);
  // Not `origin`: of a scheme that Node does not know it is "null".
  return `${SCHEME}${new URL(url).host}`;
}

async function openWindow({ browser, attach }: Connection, url: string): Promise<Page> {
  const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', {
    url,
    newWindow: true,
  });
  const session = await attach(targetId);
  return {
    targetId,
    session,
    evaluate: session.evaluate,
    goto: async (to) => void (await session.send('Page.navigate', { url: to })),
    collectGarbage: async () => void (await session.send('HeapProfiler.collectGarbage')),
    measureMainThreadMs: (act) => measureMainThreadMs(session, act),
  };
}
