import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { PANEL_PATH } from '../../e2e/host/driver';
import type { Figure } from '../figure';
import { whole } from '../numbers';

const HOOK = 'src/page/hook.iife.js';
const MAX_HOOK_BYTES = 4_096;
const MAX_PANEL_BYTES = 150_000;

/** What every page, and what the panel, has to load. */
export const sizes: Figure = {
  name: 'sizes',
  title: 'Sizes of hook and panel',
  async measure({ extension }) {
    const hookBytes = readFileSync(path.join(extension, HOOK)).length;
    const files = [...filesOfPage(extension, PANEL_PATH)];
    const panelBytes = files.reduce(
      (sum, file) => sum + gzipSync(readFileSync(path.join(extension, file))).length,
      0,
    );
    return [
      {
        figure: 'Size of the hook',
        measured: `${whole(hookBytes)} bytes`,
        bar: `≤ ${whole(MAX_HOOK_BYTES)} bytes`,
        ok: hookBytes <= MAX_HOOK_BYTES,
      },
      {
        figure: `Size of the panel: the ${files.length} scripts and style sheets that it loads, gzip`,
        measured: `${whole(panelBytes)} bytes`,
        bar: `≤ ${whole(MAX_PANEL_BYTES)} bytes`,
        ok: panelBytes <= MAX_PANEL_BYTES,
      },
    ];
  },
};

/** Scripts and style sheets that a page names, and what those scripts import, as paths in the extension. */
function filesOfPage(extension: string, page: string): Set<string> {
  const html = readFileSync(path.join(extension, page), 'utf8');
  const found = new Set<string>();
  const add = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.endsWith('.js')) return;
    const script = readFileSync(path.join(extension, file), 'utf8');
    for (const [, imported] of script.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+)["'`]/g))
      add(path.posix.join(path.posix.dirname(file), imported as string));
  };
  for (const [, named] of html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g))
    add(path.posix.join(path.posix.dirname(page), named as string).replace(/^.*?(?=assets\/)/, ''));
  return found;
}
