import { effect } from '@preact/signals';
import { createStore } from './create-store';
import { findInspectedPage } from './inspected-page';
import { readSettings } from './settings';

const store = createStore(findInspectedPage(), readSettings());

let connects = 0;
effect(() => {
  // Set while the line to the background stands, with another value each time: a test can wait for it.
  if (store.link.value === 'connected') document.documentElement.dataset.ready = String(++connects);
  else delete document.documentElement.dataset.ready;
});
effect(() => {
  const r = store.rows.value;
  const out: string[] = [];
  for (let i = 0; i < r.length; i++) { const e = r.at(i)!; out.push([e.id, e.direction, e.channel, e.event, e.state, e.text.slice(0, 80), e.reason?.kind].join(' ')); }
  document.getElementById('root')!.innerText = out.slice(-200).join('\n') + '\n' + JSON.stringify(store.counts.value) + JSON.stringify(store.keys.value);
});
Object.assign(globalThis, { store });
