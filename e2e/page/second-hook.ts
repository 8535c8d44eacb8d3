import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the other extension leaves in each page: whether WebSocket was native when it came, and what its hooks noted. */
export interface SecondHook {
  isFirst: boolean;
  noted: unknown[];
}

/**
 * Writes into a new folder the test double of another extension that hooks WebSocket in the page's own world before any
 * script of the page. Chromium runs content scripts in the order of the extensions' ids, so that the id decides which
 * comes first.
 */
export function writeSecondHook(folder: string, place: 'before' | 'after'): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const script = {
    ...{ matches: ['<all_urls>'], js: ['hook.js'], run_at: 'document_start', world: 'MAIN' },
    ...{ all_frames: true, match_origin_as_fallback: true },
  };
  const manifest = {
    ...{ manifest_version: 3, name: `Other hook, ${place}`, version: '1', content_scripts: [script] },
    key: keyFor(place === 'before' ? 'aaa' : 'ppp'),
    browser_specific_settings: { gecko: { id: `hook-${place}@other.invalid` } },
  };
  write('manifest.json', JSON.stringify(manifest));
  write('hook.js', `{ const __name = (f) => f; (${String(hookSockets)})(); }`);
}

/** Something that Chromium takes for a public key and makes an id of that begins like this. */
function keyFor(start: string): string {
  for (let i = 0; ; i++) {
    const key = Buffer.from(`key number ${i}`);
    // The first 128 bits of the hash, in hexadecimal digits from `a` to `p`.
    const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
    const letters = id.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
    if (letters.startsWith(start)) return key.toString('base64');
  }
}

/** Runs in the page: a subclass in WebSocket's place, and a patched send. */
function hookSockets(): void {
  const noted: unknown[] = [];
  const Native = window.WebSocket;
  const isFirst = Function.prototype.toString.call(Native).includes('function WebSocket(');
  const { send } = Native.prototype;
  class Hooked extends Native {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      noted.push(['made', new.target === Hooked, args.length, this.readyState]);
      for (const type of ['open', 'message', 'close'])
        this.addEventListener(type, (event) =>
          noted.push([type, event.eventPhase, typeof (event as MessageEvent).data]),
        );
    }
  }
  Native.prototype.send = function (...args) {
    noted.push(['send', args.length, this.readyState, this instanceof Hooked]);
    return send.apply(this, args);
  };
  Object.defineProperty(window, 'WebSocket', { value: Hooked });
  Object.assign(window, { secondHook: { isFirst, noted } satisfies SecondHook });
}
