/** The devtools page: there while DevTools is open, registers the panel, and sees the requests of the inspected tab. */
import browser from 'webextension-polyfill';
import { takeAuthRequests } from './auth-requests';
import { watchPageKeys } from './page-keys';
import { createRequestLog } from './request-log';
import { createSightings } from './sightings';

void browser.devtools.panels.create('Cipherscope', '/icons/icon-32.png', '/src/panel/panel.html');
const { tabId } = browser.devtools.inspectedWindow;
const requests = createRequestLog();
const sightings = createSightings(tabId, requests.busy);
requests.tell([takeAuthRequests(tabId, sightings.addExchanges), watchPageKeys(sightings)]);
