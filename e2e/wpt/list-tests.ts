import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ENDINGS, metaOf, scopesOf } from './pages';

/** One page of tests. */
export interface TestPage {
  /** Path and query, as the report names it. */
  page: string;
  isHttps: boolean;
  isLong: boolean;
}

/** What is there, and how many pages need HTTP/2 and are left out. */
export interface TestList {
  pages: TestPage[];
  h2: number;
}

const FOLDER = 'websockets';

/** All pages of the WebSocket tests of a checkout, in the order of their names. */
export function listTests(checkout: string): TestList {
  const files = readdirSync(path.join(checkout, FOLDER), { recursive: true, encoding: 'utf8' })
    .map((file) => `/${FOLDER}/${file.split(path.sep).join('/')}`)
    .filter((file) => /\.(any|window|worker)\.js$|\.html$/.test(file))
    .sort();
  const all = files.flatMap((file) => pagesOf(file, readFileSync(path.join(checkout, file), 'utf8')));
  const pages = all.filter(({ page }) => !/wpt_flags=h2|\.h2\./.test(page));
  return { pages, h2: all.length - pages.length };
}

function pagesOf(file: string, text: string): TestPage[] {
  const isScript = file.endsWith('.js');
  // Pages that only help others have no harness.
  if (!isScript && !text.includes('/resources/testharness.js')) return [];
  const names = isScript ? pageNames(file, text) : [file];
  const isLong = isScript
    ? metaOf(text).some(([name, value]) => name === 'timeout' && value === 'long')
    : /name=["']?timeout["']? content=["']?long/.test(text);
  return names.flatMap((name) =>
    variantsOf(text, isScript).map((variant) => ({
      page: name + variant,
      isHttps: /\.https\./.test(name) || /wpt_flags=https/.test(variant),
      isLong,
    })),
  );
}

function pageNames(file: string, text: string): string[] {
  const base = file.replace(/\.js$/, '');
  return file.endsWith('.any.js') ? scopesOf(text).map((scope) => base + ENDINGS[scope]) : [`${base}.html`];
}

function variantsOf(text: string, isScript: boolean): string[] {
  const found = isScript
    ? metaOf(text).flatMap(([name, value]) => (name === 'variant' ? value : []))
    : Array.from(text.matchAll(/name=["']?variant["']? content="([^"]*)"/g), ([, variant = '']) => variant);
  return found.length > 0 ? found : [''];
}
