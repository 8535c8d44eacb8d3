import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'playwright/test';

interface Manifest {
  permissions?: string[];
  optional_permissions?: string[];
  host_permissions?: string[];
  web_accessible_resources?: unknown[];
  content_scripts: {
    js: string[];
    world?: string;
    all_frames?: boolean;
    match_origin_as_fallback?: boolean;
  }[];
  content_security_policy: { extension_pages: string };
}

const MAX_HOOK_BYTES = 4_096;
/** Twice what recognising takes; a decoder with its library is more. */
const MAX_BRIDGE_BYTES = 16_384;

for (const target of ['chrome', 'firefox']) {
  const read = (file: string) => readFileSync(path.join('dist', target, file), 'utf8');
  const manifest = () => JSON.parse(read('manifest.json')) as Manifest;

  test.describe(`the build for ${target}`, () => {
    test('has content scripts that run at once: classic, whole, without a loader', () => {
      for (const file of manifest().content_scripts.flatMap(({ js }) => js)) {
        const script = read(file);
        expect(script, file).not.toMatch(/\bimport\s*[({"'`]|^\s*(import|export)\b|export\s*\{/m);
        // An export of an IIFE entry would become a global of the page.
        expect(script, file).toMatch(/^\s*\(\s*(function|\(\))/);
      }
    });

    test('asks for storage and nothing else, and opens nothing to pages', () => {
      const { permissions, optional_permissions, host_permissions, web_accessible_resources } = manifest();
      expect(permissions).toEqual(['storage']);
      expect([optional_permissions, host_permissions, web_accessible_resources]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });

    test('takes recognisers into every page, and no decoder', () => {
      expect(Buffer.byteLength(read('src/content/bridge.iife.js'))).toBeLessThanOrEqual(MAX_BRIDGE_BYTES);
    });

    test('brings decoders that few need when they are needed', () => {
      const [, entry = ''] = /<script[^>]+src="\/?([^"]+\.js)"/.exec(read('src/panel/panel.html')) ?? [];
      const atStart = loadedAtStart(read, entry).join(' ');
      const files = readdirSync(path.join('dist', target, 'assets')).join(' ');
      for (const name of ['protocol', 'messagepack', 'protobuf', 'fossil', 'vcdiff']) {
        expect(files).toContain(`${name}-`);
        expect(atStart).not.toContain(`${name}-`);
      }
      expect(read('third-party-notices.txt')).toContain('@msgpack/msgpack');
    });

    test('sets no raw HTML, in no library either', () => {
      const scripts = readdirSync(path.join('dist', target), { recursive: true, encoding: 'utf8' }).filter(
        (file) => file.endsWith('.js'),
      );
      expect(scripts.length).toBeGreaterThan(5);
      expect(scripts.filter((file) => /\.(?:inner|outer)HTML\s*\+?=(?!=)/.test(read(file)))).toEqual([]);
    });

    test('lets its own pages reach no network', () => {
      expect(manifest().content_security_policy.extension_pages).toMatch(
        /default-src 'none';.*connect-src 'none'/,
      );
    });

    test('has the bridge before the hook, in every frame, and a hook of at most 4,096 bytes', () => {
      const { content_scripts: scripts } = manifest();
      expect(scripts.map(({ js, world }) => [js, world])).toEqual([
        [['src/content/bridge.iife.js'], undefined],
        [['src/page/hook.iife.js'], 'MAIN'],
      ]);
      for (const { all_frames, match_origin_as_fallback } of scripts) {
        expect([all_frames, match_origin_as_fallback]).toEqual([true, true]);
      }
      expect(Buffer.byteLength(read('src/page/hook.iife.js'))).toBeLessThanOrEqual(MAX_HOOK_BYTES);
    });
  });
}

/** A script of the build and what it imports before it runs, and what that imports. */
function loadedAtStart(read: (file: string) => string, entry: string, found: string[] = []): string[] {
  if (found.includes(entry)) return found;
  found.push(entry);
  for (const [, file = ''] of read(entry).matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g))
    loadedAtStart(read, path.posix.join(path.posix.dirname(entry), file), found);
  return found;
}
