// Plain JavaScript and Node's own modules only: this runs on a bare clone, before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NEEDED_NODE = [20, 19];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** Runs `tools/<name>.ts` with this process's arguments: checks Node, installs dependencies if they are missing, passes the exit code through. */
export async function runTool(name) {
  if (!isNodeNewEnough()) {
    console.error(
      `Cipherscope needs Node ${NEEDED_NODE.join('.')} or newer; this is Node ${process.versions.node}. Install a newer one: https://nodejs.org`,
    );
    process.exit(1);
  }
  process.chdir(root);
  const stale = whyInstall();
  if (stale) {
    console.log(`Installing dependencies with "npm ci" (${stale}). This takes a minute the first time.`);
    const code = await install();
    if (code !== 0) {
      console.error(`"npm ci" ended with exit code ${code}; its own messages are above.`);
      process.exit(code);
    }
  }
  const args = ['--import', 'tsx', join('tools', `${name}.ts`), ...process.argv.slice(2)];
  process.exit(await run(process.execPath, args));
}

function isNodeNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1]);
}

/** Why an install is needed, or an empty string. Versions are compared, not file times: a checkout changes times at will. */
function whyInstall() {
  const installedList = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList)) return 'node_modules is missing';
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    // Optional ones are mostly builds for other systems.
    if (path === '' || entry.optional || entry.devOptional || entry.link) continue;
    if (!installed[path] || installed[path].version !== entry.version)
      return `node_modules does not match package-lock.json: ${path.replace(/^node_modules\//, '')}`;
  }
  return '';
}

function install() {
  const args = ['ci', '--include=dev'];
  // Under `npm run`, this is the npm that started us; otherwise the one on the PATH, a .cmd file on Windows.
  const npm = process.env.npm_execpath;
  if (npm && /npm-cli\.c?js$/.test(npm)) return run(process.execPath, [npm, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}

function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const forward = (signal) => child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, forward);
    const stopWatching = onNpmGone(() => forward('SIGTERM'));
    const done = (code) => {
      stopWatching();
      for (const signal of SIGNALS) process.off(signal, forward);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      done(1);
    });
    child.once('exit', (code, signal) => done(code ?? SIGNAL_EXIT_CODES[signal] ?? 1));
  });
}

/** npm passes a signal on to the shell between us and dies with it; no signal reaches us, only another parent. Returns its undo. */
function onNpmGone(act) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 500);
  return () => clearInterval(timer);
}
