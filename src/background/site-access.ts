import browser from 'webextension-polyfill';
import type { PanelRoute } from './tab';

/** Users may let an extension run on some sites only, and change that at any time; DevTools pages of Firefox can not ask. */
const EVERYWHERE = { origins: ['<all_urls>'] };

/** Tells a panel whether the browser lets the content scripts run on every site. */
export async function tellAccess(panel: PanelRoute): Promise<void> {
  const everywhere = await browser.permissions.contains(EVERYWHERE);
  panel.send({ type: 'access', everywhere });
}

/** Tells all panels again when the user allows more sites, or fewer. */
export function watchAccess(panels: ReadonlyMap<PanelRoute, number>): void {
  const tellAll = (): void => {
    for (const panel of panels.keys()) void tellAccess(panel);
  };
  browser.permissions.onAdded.addListener(tellAll);
  browser.permissions.onRemoved.addListener(tellAll);
}
