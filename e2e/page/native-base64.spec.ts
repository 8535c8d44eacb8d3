import { readFileSync } from 'node:fs';
import { transformWithOxc } from 'vite';
import { expect, test } from '../host/fixtures';

type Bytes = typeof import('../../src/core/bytes');

const RIGHT = ['', 'QUFB', 'QUE=', 'QQ==', 'QR==', 'QUFBQQ==', '+/+/', 'A'.repeat(8_192), 'A'.repeat(20_000)];
const WRONG_PADDING = ['QQ', 'QQ=', 'Q===', '====', 'QQ==QQ==', 'Q=Q='];
const WHITE_SPACE = ['QUFB\n', '    ', 'QU FBQUE', ' QQ=', '   QQ===', '    QQ==', 'QQ==    '];
const WRONG_LETTERS = ['-_-_', 'QUF\u0141', 'QUF\uD800', '!Q==', 'QUFB\0\0\0\0'];
const TEXTS = [...RIGHT, ...WRONG_PADDING, ...WHITE_SPACE, ...WRONG_LETTERS];

// Node 20 has none of it, so that unit tests see the table alone.
test("the browser's own base64 gives what the table gives, for right and wrong texts", async ({
  host,
  site,
}) => {
  await host.page.goto(site.page('/', '<!doctype html><title>base64</title>'));
  const source = readFileSync(new URL('../../src/core/bytes.ts', import.meta.url), 'utf8');
  const { code } = await transformWithOxc(source, 'bytes.ts');
  const { differences, opened, refused, calls } = await host.page.eval(compare, code, TEXTS);
  expect(differences).toEqual([]);
  expect(opened).toBeGreaterThan(1_000);
  expect(refused).toBeGreaterThan(1_000);
  expect(calls).toBe(opened + refused);
});

/** Runs in the page: the module with what the browser has, and again without. */
async function compare(code: string, texts: string[]) {
  const load = (): Promise<Bytes> =>
    import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  const engine = Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array };
  const read = engine.fromBase64;
  let calls = 0;
  engine.fromBase64 = (text) => {
    calls++;
    return read?.(text) ?? new Uint8Array();
  };
  const native = await load();
  delete engine.fromBase64;
  delete (Uint8Array.prototype as unknown as { setFromBase64?: unknown }).setFromBase64;
  const table = await load();
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const letters = 'ABCwxyz019+/=';
  const strange = [...letters, '-', '_', ' ', '\n', '\0', 'é', '\uD800'];
  for (let i = 0; i < 5_000; i++) {
    const text = table.toBase64(Uint8Array.from({ length: random(40) }, () => random(256)));
    const at = random(text.length);
    texts.push(text, text.slice(0, at) + strange[random(strange.length)] + text.slice(at + 1));
  }
  const resultOf = ({ fromBase64, base64Bytes }: Bytes, text: string) =>
    JSON.stringify([fromBase64(text)?.join(), base64Bytes(text)]);
  let opened = 0;
  for (const text of texts) if (table.fromBase64(text)) opened++;
  // Texts that are no whole groups are refused before anybody reads them.
  const whole = texts.filter(({ length }) => length % 4 === 0);
  return {
    differences: texts.filter((text) => resultOf(native, text) !== resultOf(table, text)),
    opened,
    refused: whole.length - opened,
    calls,
  };
}
