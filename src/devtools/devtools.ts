/** The devtools page: there while DevTools is open, registers the panel. */
import browser from 'webextension-polyfill';

void browser.devtools.panels.create('Cipherscope', '/icons/icon-32.png', '/src/panel/panel.html');
