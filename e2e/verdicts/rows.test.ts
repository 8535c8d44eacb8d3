import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VERDICT_IDS } from '../../src/core/verdicts';
import { openNodePanel } from './node-panel.ts';
import { frameOf } from './published.ts';

const here = new URL('./', import.meta.url);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.ts') && name !== 'rows.test.ts')
  .map((name) => new URL(name, here));
/** What needs a page: its errors, its listeners, its scripts. */
const inBrowser = new URL('../panel/page-verdicts.spec.ts', here);
const tests = [...files, inBrowser].map((file) => readFileSync(file, 'utf8')).join('\n');

describe('every verdict has a test that makes its fault', () => {
  it.each(VERDICT_IDS.filter((id) => id !== 'not-loaded'))('%s', (id) => {
    expect(tests).toContain(`'${id}'`);
  });

  // In a file of its own for this: here no protocol but Pusher's is loaded.
  it('not-loaded: the extension was updated under the panel; where it can be loaded there is no verdict', async () => {
    const url = 'wss://main.realtime.ably.net/?key=app.key:secret&v=6&format=json';
    const panel = openNodePanel('ably', url);
    await panel.take(['{"action":0}'], false);
    expect(panel.ofEvent('(unreadable frame)')).toEqual([
      { id: 'not-loaded', severity: 'fault', evidence: {} },
    ]);
    const healthy = openNodePanel();
    await healthy.take([frameOf('paid', 'orders', '{}')]);
    expect(healthy.ofEvent('paid')).toEqual([]);
  });
});
