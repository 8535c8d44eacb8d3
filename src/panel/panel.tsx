import { effect } from '@preact/signals';
import { createStore } from './create-store';
import { findInspectedPage } from './inspected-page';
import { mountPanel } from './mount';
import { readSettings } from './settings';

const root = document.getElementById('root');
if (root === null) throw new TypeError('root: expected an element with this id in panel.html');

const store = createStore(findInspectedPage(), readSettings());
mountPanel(root, store);

let connects = 0;
effect(() => {
  // Set while the line to the background stands, with another value each time: a test can wait for it.
  if (store.link.value === 'connected') document.documentElement.dataset.ready = String(++connects);
  else delete document.documentElement.dataset.ready;
});
