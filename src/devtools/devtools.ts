/** The devtools page: there while DevTools is open, registers the panel, and sees the requests of the inspected tab. */
import browser from 'webextension-polyfill';
import { createSightings } from './sightings';

void browser.devtools.panels.create('Cipherscope', '/icons/icon-32.png', '/src/panel/panel.html');
createSightings(browser.devtools.inspectedWindow.tabId);
