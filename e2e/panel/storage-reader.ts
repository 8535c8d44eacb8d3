import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Doc, toExpression } from '../host/driver';
import type { Target } from '../host/fixtures';

/** What a content script was given of each area: everything as JSON, or that it was denied. */
export type ReadByContent = Record<'local' | 'session', { json: string } | { denied: string }>;

const SCRIPT = 'storage-reader.js';

/**
 * A copy of the built extension with one more content script in the extension's own world, which reads what the extension
 * stores whenever the page asks: what a page's process could read after it was taken over. The caller removes the folder.
 */
export async function copyWithStorageReader(
  target: Target,
): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cipherscope-storage-reader-'));
  await cp(target === 'firefox' ? 'dist/firefox' : 'dist/chrome', folder, { recursive: true });
  const manifestPath = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as { content_scripts: object[] };
  manifest.content_scripts.push({ matches: ['<all_urls>'], js: [SCRIPT] });
  await writeFile(manifestPath, JSON.stringify(manifest));
  await writeFile(path.join(folder, SCRIPT), toExpression(listenForPage, []));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** Has the content script of this page read the storage. */
export async function readByContent(page: Doc): Promise<ReadByContent> {
  const answer = await page.eval(
    () =>
      new Promise<string>((resolve) => {
        addEventListener('storage-read', (event) => resolve((event as CustomEvent<string>).detail), {
          once: true,
        });
        dispatchEvent(new Event('storage-read?'));
      }),
  );
  return JSON.parse(answer) as ReadByContent;
}

/** The content script. A text passes between the worlds in either browser. */
function listenForPage(): void {
  interface Area {
    get(names: null): Promise<object>;
  }
  const { storage } = (globalThis as unknown as { chrome: { storage: Record<string, Area | undefined> } })
    .chrome;
  const read = async (name: string) => {
    try {
      const area = storage[name];
      return area ? { json: JSON.stringify(await area.get(null)) } : { denied: 'There is no such area.' };
    } catch (error) {
      return { denied: String(error) };
    }
  };
  addEventListener('storage-read?', async () => {
    const detail = JSON.stringify({ local: await read('local'), session: await read('session') });
    dispatchEvent(new CustomEvent('storage-read', { detail }));
  });
}
