/** The devtools page: there while DevTools is open, registers the panel, and sees the requests of the inspected tab. */
import browser from 'webextension-polyfill';
import { watchAuthRequests } from './auth-requests';
import { watchPageKeys } from './page-keys';
import { createSightings } from './sightings';

void browser.devtools.panels.create('Cipherscope', '/icons/icon-32.png', '/src/panel/panel.html');
const { tabId } = browser.devtools.inspectedWindow;
const sightings = createSightings(tabId);
watchAuthRequests(tabId, sightings.addExchanges);
watchPageKeys(sightings);
