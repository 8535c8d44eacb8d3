import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('.', import.meta.url));

/** One file's run-time imports: files as paths below src, packages by the name they are imported by. */
type Imports = { files: string[]; packages: string[] };

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => statSync(join(root, path)).isFile());
const graph = new Map(files.filter(isSource).map((path) => [path, readImports(path)]));

const contexts = ['page', 'content', 'background', 'devtools', 'panel'];
const isCrypto = /^(core\/(crypto\/|keyring\.|opening\.)|tweetnacl$|@noble\/)/;

describe('the import rule', () => {
  it.each(contexts)('%s imports core, messages, packages and itself, no other context', (context) => {
    const allowed = new RegExp(`^(core/|(parse-)?messages\\.ts$|${context}/)`);
    expect(direct(inside(context)).files.filter(({ target }) => !allowed.test(target))).toEqual([]);
  });

  it('core imports core only', () => {
    expect(direct(inside('core')).files.filter(({ target }) => !target.startsWith('core/'))).toEqual([]);
  });

  it('messages and their parsers import core only', () => {
    expect(
      direct(/^(parse-)?messages\.ts$/).files.filter(({ target }) => !target.startsWith('core/')),
    ).toEqual([]);
  });

  it('the hook imports nothing at run time but its own files', () => {
    const { files, packages } = direct(inside('page'));
    expect(packages).toEqual([]);
    expect(files.filter(({ target }) => !target.startsWith('page/'))).toEqual([]);
  });

  it.each(['content', 'devtools', 'panel'])('%s reaches no crypto and no keyring', (context) => {
    expect(reached(inside(context), isCrypto)).toEqual([]);
  });

  it('a protocol, which the panel loads by its name, reaches no crypto and no keyring', () => {
    expect(reached(/^core\/protocols\//, isCrypto)).toEqual([]);
  });

  it('the background reaches no protocol', () => {
    expect(reached(inside('background'), /^core\/protocols\//)).toEqual([]);
  });

  it('the bridge reaches no decoder, only what recognises', () => {
    expect(
      reached(inside('content'), /^core\/protocols\/(?!recognizers\.ts$|[^/]+\/recognize\.ts$)/),
    ).toEqual([]);
  });

  it('tweetnacl is imported by core/crypto/secretbox.ts alone, @noble by core/crypto', () => {
    const importers = (name: RegExp) =>
      direct(/./).packages.flatMap(({ from, target }) => (name.test(target) ? [from] : []));
    expect(importers(/^tweetnacl/)).toEqual(['core/crypto/secretbox.ts']);
    expect(importers(/^@noble\//).filter((from) => !from.startsWith('core/crypto/'))).toEqual([]);
  });

  it('core uses no browser, no Node and no view', () => {
    const foreign = /^(webextension-polyfill|node:|preact|@preact\/)/;
    expect(direct(inside('core')).packages.filter(({ target }) => foreign.test(target))).toEqual([]);
  });

  it('every relative import leads to a file', () => {
    const missing = [...graph].flatMap(([from, imports]) =>
      imports.files
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${from} -> ${target}`),
    );
    expect(missing).toEqual([]);
  });
});

it('nothing is called utils, helpers, common, shared, manager or service', () => {
  const vague = /(^|\/)(utils?|helpers?|common|shared|managers?|services?)(\.[^/]*)?(\/|$)/i;
  expect(files.filter((path) => vague.test(path))).toEqual([]);
});

describe('the reader of imports', () => {
  it.each([
    ["import { a } from './a';", ['./a']],
    ["import a, { type B } from '../a';", ['../a']],
    ["import {\n  a,\n  b,\n} from './a';", ['./a']],
    ["import './a.css';", ['./a.css']],
    ["export * from './a';\nexport { b } from './b';", ['./a', './b']],
    ["const a = await import('./a');", ['./a']],
    ["import a from './a.json' with { type: 'json' };", ['./a.json']],
    ["import type { A } from './a';\nimport { b } from './b';", ['./b']],
    ["import type {\n  A,\n} from './a';", []],
    ["export type { A } from './a';", []],
    ["type A = import('./a').A;", ['./a']],
    ["// import { a } from './a';\n/* import './b'; */\n/** export * from './c'; */", []],
    ["const all = '*://*/*';\nconst a = await import('./a');\nconst end = '*/';", ['./a']],
    ["export const a = 1;\nconst from = './b';", []],
  ])('finds in %j the run-time imports %j', (source, specifiers) => {
    expect(importsOf(source)).toEqual(specifiers);
  });

  it('read the sources: the known ways are there', () => {
    expect(reached(/^core\/opening\.ts$/, isCrypto).length).toBeGreaterThan(3);
    expect(reached(/^core\/protocols\/pusher\/protocol\.ts$/, /pusher\/decode\.ts$/)).not.toEqual([]);
  });
});

/** Run-time imports of one source. `type` only imports are erased and left out; `{ type A }` is not, it still loads. */
function importsOf(source: string): string[] {
  const code = source.replace(/(^|\s)\/\*[\s\S]*?\*\//g, '$1').replace(/(^|\s)\/\/.*$/gm, '$1');
  const statement =
    /^\s*(?:import|export)\s+(?!type\b(?!\s*(?:,|from)))(?:[\w$*{}\s,]+?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...code.matchAll(statement)].flatMap(([, fixed, dynamic]) => fixed ?? dynamic ?? []);
}

function readImports(path: string): Imports {
  const imports: Imports = { files: [], packages: [] };
  for (const specifier of importsOf(readFileSync(join(root, path), 'utf8'))) {
    if (specifier.startsWith('.')) imports.files.push(resolveFile(path, specifier));
    else imports.packages.push(specifier);
  }
  return imports;
}

function resolveFile(from: string, specifier: string): string {
  const target = resolve(root, dirname(from), specifier.replace(/\?.*$/, ''));
  const found = ['', '.ts', '.tsx', '/index.ts'].find((ending) => isFile(target + ending)) ?? '';
  return relative(root, target + found).replaceAll('\\', '/');
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

/** Tests may use anything. */
function isSource(path: string): boolean {
  return /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path);
}

function inside(folder: string): RegExp {
  return new RegExp(`^${folder}/`);
}

function direct(from: RegExp): Record<keyof Imports, { from: string; target: string }[]> {
  const sources = [...graph].filter(([path]) => from.test(path));
  const of = (kind: keyof Imports) =>
    sources.flatMap(([path, imports]) => imports[kind].map((target) => ({ from: path, target })));
  return { files: of('files'), packages: of('packages') };
}

/** Every way from one of the files to something forbidden, as "a -> b -> c", found over the imports of imports. */
function reached(from: RegExp, forbidden: RegExp): string[] {
  const ways: string[] = [];
  const seen = new Set<string>();
  const follow = (path: string, way: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const imports = graph.get(path);
    for (const target of imports ? [...imports.files, ...imports.packages] : []) {
      if (forbidden.test(target)) ways.push(`${way} -> ${target}`);
      follow(target, `${way} -> ${target}`);
    }
  };
  for (const path of graph.keys()) if (from.test(path)) follow(path, path);
  return ways;
}
