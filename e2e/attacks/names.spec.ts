import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { addKey } from '../panel/keys';
import { countOf, drawnRows, filterBy, scrollTo } from '../panel/panel-view';
import { type Attack, expectNoScript, openStage } from './stage';

const markup = '<img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script><b data-pwned>';
const names: Record<string, string> = {
  markup,
  'end of a script': `</script></style></textarea>--> ${markup}`,
  turned: '\u202egnp.exe\u2066\u2069\u200f',
  'zero width': 'a\u200b\u200d\ufeff\u2060b',
  control: '\u0000\u0007\u0008\u001b[2J\u001b]0;pwned\u0007\u009b31m\r\n',
  'half a pair': '\ud83d',
  'other half': '\ude00x',
  long: 'n'.repeat(1_000_000),
  proto: '__proto__',
  constructor: 'constructor',
  toString: 'toString',
  hasOwn: 'hasOwnProperty',
};
/** By hand: a literal would set the prototype and lose the member. */
const memberFrames = [
  '{"__proto__":{"polluted":1},"event":"members","channel":"a","data":{"__proto__":{"polluted":1}}}',
  '{"event":"members","channel":"a","data":"{\\"constructor\\":{\\"prototype\\":{\\"polluted\\":1}}}"}',
  '{"event":"members","channel":"a","data":{"toString":1,"valueOf":null,"toJSON":{},"then":1,"length":-1}}',
  `{"event":"members","channel":"a","data":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
  `{"event":"members","channel":"a","data":{${Array.from({ length: 100_000 }, (_, at) => `"m${at}":${at}`).join()}}}`,
];

/** Opens one socket and waits for its greeting: the rest comes from the server. */
const listenOnly: Attack = async ({ ws }) => {
  const socket = new WebSocket(ws);
  await new Promise((resolve) => socket.addEventListener('message', resolve));
};

test('names of channels, events, members and keys are text, whatever they hold', async ({ host, site }) => {
  const stage = await openStage(host, site);
  const { panel } = stage;
  await addKey(panel, Buffer.alloc(32, 0x5a).toString('base64'), { label: markup });
  await stage.attack(listenOnly);
  for (const [what, name] of Object.entries(names)) {
    stage.send(JSON.stringify({ event: name, channel: name, data: JSON.stringify({ [name]: name }) }));
    stage.send(JSON.stringify({ event: `named ${what}`, channel: `private-encrypted-${name}`, data: '{}' }));
  }
  for (const frame of memberFrames) stage.send(frame);
  await filterBy(panel, 'event:members');
  await expect.poll(() => countOf(panel, 'shown'), { timeout: 30_000 }).toBe(memberFrames.length);
  await filterBy(panel, '');
  const rows = 2 * Object.keys(names).length + memberFrames.length;
  await expect.poll(() => countOf(panel, 'shown')).toBeGreaterThanOrEqual(rows);
  await walkRows(panel, () => expectNoScript(panel));
  await panel.click('[data-action="keys"]');
  await expect.poll(() => panel.text('dialog')).toContain('<img src=x');
  await expectNoScript(panel);
  await panel.press('Escape');
  await stage.expectHeld();
});

/** Selects every row in turn, from the top, so that its names stand in the detail too. */
async function walkRows(panel: Doc, look: () => Promise<void>): Promise<void> {
  const last = (await countOf(panel, 'shown')) + 1;
  await scrollTo(panel, 0);
  await panel.click('[role="row"][data-entry] [data-column="event"]');
  await panel.press('Home');
  for (let index = 2; ; index++) {
    const selected = async () => (await drawnRows(panel)).find(({ isSelected }) => isSelected)?.index;
    await expect.poll(selected).toBe(index);
    await look();
    if (index === last) return;
    await panel.press('ArrowDown');
  }
}
