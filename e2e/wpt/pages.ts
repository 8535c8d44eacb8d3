/** What the comments at the head of a test file say: name and value, in order. */
export function metaOf(script: string): [name: string, value: string][] {
  return Array.from(script.matchAll(/^\/\/\s*META:\s*(\w+)=(.*)$/gm), ([, name = '', value = '']) => [
    name,
    value.trim(),
  ]);
}

/** Where the script of a test runs. */
export type Scope = 'window' | 'dedicatedworker' | 'sharedworker' | 'serviceworker';

const SCOPES: Record<string, Scope[]> = {
  window: ['window'],
  worker: ['dedicatedworker', 'sharedworker', 'serviceworker'],
  dedicatedworker: ['dedicatedworker'],
  sharedworker: ['sharedworker'],
  serviceworker: ['serviceworker'],
};

/** The scopes of an `.any.js`: window and a dedicated worker, unless it names others. */
export function scopesOf(script: string): Scope[] {
  const named = metaOf(script).find(([name]) => name === 'global')?.[1] ?? 'window,dedicatedworker';
  return named.split(',').flatMap((name) => SCOPES[name.trim()] ?? []);
}

/** The end of the page's name for each scope, in place of `.js`. */
export const ENDINGS: Record<Scope, string> = {
  window: '.html',
  dedicatedworker: '.worker.html',
  sharedworker: '.sharedworker.html',
  serviceworker: '.https.serviceworker.html',
};

const STARTS: Record<Exclude<Scope, 'window'>, string> = {
  dedicatedworker: 'fetch_tests_from_worker(new Worker(address));',
  sharedworker: 'fetch_tests_from_worker(new SharedWorker(address));',
  serviceworker: `(async () => {
      const scope = 'does/not/exist';
      const old = await navigator.serviceWorker.getRegistration(scope);
      if (old) await old.unregister();
      const { installing } = await navigator.serviceWorker.register(address, { scope });
      fetch_tests_from_worker(installing);
    })();`,
};

/** The page that a test script is run by. `path` is the script's own. */
export function pageFor(path: string, script: string, scope: Scope): string {
  const meta = metaOf(script);
  const scripts = meta.flatMap(([name, value]) => (name === 'script' ? value : []));
  const isLong = meta.some(([name, value]) => name === 'timeout' && value === 'long');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const body =
    scope === 'window'
      ? `${scripts.map((one) => `<script src="${one}"></script>`).join('\n')}
<div id=log></div>
<script src="${name}"></script>`
      : `<div id=log></div>
<script>
const address = ${JSON.stringify(workerName(name))} + location.search;
${STARTS[scope]}
</script>`;
  return `<!doctype html>
<meta charset=utf-8>
${isLong ? '<meta name=timeout content=long>' : ''}
<script>self.GLOBAL = { isWindow: () => true, isWorker: () => false, isShadowRealm: () => false };</script>
<script src=/resources/testharness.js></script>
<script src=/resources/testharnessreport.js></script>
${body}
`;
}

/** A `.worker.js` is its own script, an `.any.js` gets one around it. */
function workerName(name: string): string {
  return name.endsWith('.any.js') ? name.replace(/\.js$/, '.worker.js') : name;
}

/** The worker's script around an `.any.js`. */
export function workerFor(path: string, script: string): string {
  const scripts = metaOf(script).flatMap(([name, value]) => (name === 'script' ? value : []));
  const name = path.slice(path.lastIndexOf('/') + 1);
  const all = ['/resources/testharness.js', ...scripts, name];
  return `self.GLOBAL = { isWindow: () => false, isWorker: () => true, isShadowRealm: () => false };
${all.map((one) => `importScripts(${JSON.stringify(one)});`).join('\n')}
done();
`;
}

/** In place of the file that is there for this: tells the server what came of the tests of a page. */
export const REPORTER = `add_completion_callback((tests, status) => {
  const results = tests.map(({ name, status, message }) => ({ name, status, message }));
  const { pathname, search } = location;
  const body = JSON.stringify({ page: pathname + search, status: status.status, message: status.message, results });
  navigator.sendBeacon('/cipherscope-report', body);
});
`;
