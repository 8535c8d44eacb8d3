import type { Browser, BrowserContext, Frame, Page } from 'playwright';
import { isReady, PANEL_PATH, PANEL_TITLE, type PanelOptions, toExpression, until } from './driver';

/** What is used of the DevTools front-end's own modules. */
interface View {
  viewId(): string;
  title(): string;
}
interface LegacyModule {
  ViewManager: {
    ViewManager: { instance(): { views: Map<string, View>; showView(id: string): Promise<void> } };
  };
  DockController: { DockController: { instance(): { setDockSide(side: string): void; dockSide(): string } } };
}
interface CommonModule {
  Settings: {
    Settings: {
      instance(): {
        moduleSetting(name: string): { get(): unknown; set(value: unknown): void };
        createSetting(name: string, initial: unknown): { set(value: unknown): void };
      };
    };
  };
}

/** The browser of a context that was launched with it. */
export function browserOf(context: BrowserContext): Browser {
  const browser = context.browser();
  if (!browser) throw new Error('A persistent context without its browser: Playwright has changed.');
  return browser;
}

/** Opens DevTools on a page target and returns its front-end, ready to be touched. */
export async function openFrontEnd(context: BrowserContext, page: Page): Promise<Page> {
  const pageCdp = await context.newCDPSession(page);
  const { targetInfo } = await pageCdp.send('Target.getTargetInfo');
  await pageCdp.detach();
  const browserCdp = await browserOf(context).newBrowserCDPSession();
  const [frontEnd] = await Promise.all([
    context.waitForEvent('page', { predicate: (opened) => opened.url().startsWith('devtools://') }),
    // Not in Playwright's types yet.
    browserCdp.send('Target.openDevTools' as 'Target.activateTarget', { targetId: targetInfo.targetId }),
  ]);
  await browserCdp.detach();
  // Touch front-end modules only after the tab strip exists: importing earlier breaks its start-up.
  await frontEnd.locator('[role=tab]').first().waitFor({ state: 'attached' });
  return frontEnd;
}

/**
 * Sets the theme of DevTools; true when that was another one. Extensions are told the theme when the front-end
 * loads, so a changed one needs the front-end to be opened again.
 */
export function paintFrontEnd(frontEnd: Page, theme: PanelOptions['theme'] = 'light'): Promise<boolean> {
  return frontEnd.evaluate(toExpression(setTheme, [theme === 'dark']));
}

async function setTheme(isDark: boolean): Promise<boolean> {
  const path = './core/common/common.js';
  const { Settings }: CommonModule = await import(path);
  const setting = Settings.Settings.instance().moduleSetting('ui-theme');
  const isChanged = (setting.get() === 'dark') !== isDark;
  if (isChanged) setting.set(isDark ? 'dark' : 'default');
  return isChanged;
}

/** Docks the front-end as asked, shows our panel in it and returns the panel's frame, connected. */
export async function showPanel(frontEnd: Page, origin: string, options: PanelOptions): Promise<Frame> {
  const { dock = 'bottom', size = 400 } = options;
  // What the devtools page says while the front-end moves to another window is lost, and with it the panel.
  await untilPanelIsThere(frontEnd);
  await frontEnd.evaluate(toExpression(arrange, [dock, size]));
  await frontEnd.evaluate(toExpression(showView, [PANEL_TITLE, true]));
  const frame = await until('the panel frame', async () =>
    frontEnd.frames().find((one) => one.url().startsWith(`${origin}/${PANEL_PATH}`)),
  );
  // The frame has its address before its script has run.
  await frame.waitForFunction(isReady);
  return frame;
}

async function arrange(dock: string, size: number): Promise<void> {
  const load = <T>(path: string): Promise<T> => import(path);
  const { DockController } = await load<LegacyModule>('./ui/legacy/legacy.js');
  const { Settings } = await load<CommonModule>('./core/common/common.js');
  const settings = Settings.Settings.instance();
  settings.createSetting('inspector-view.split-view-state', {}).set({
    vertical: { size },
    horizontal: { size },
  });
  const controller = DockController.DockController.instance();
  // Of two changes at once, a window of its own would miss the second; and the window has its size.
  if (dock === 'undocked' && controller.dockSide() === dock) return;
  // The size is read when the side changes, and DevTools may be where they should be since the host before.
  if (controller.dockSide() === dock) controller.setDockSide(dock === 'right' ? 'bottom' : 'right');
  controller.setDockSide(dock);
}

/** Waits until the front-end has our panel, which need not be in front. */
export function untilPanelIsThere(frontEnd: Page): Promise<void> {
  return frontEnd.evaluate(toExpression(showView, [PANEL_TITLE, false]));
}

async function showView(title: string, isShown: boolean): Promise<void> {
  const path = './ui/legacy/legacy.js';
  const { ViewManager }: LegacyModule = await import(path);
  const manager = ViewManager.ViewManager.instance();
  for (let attempt = 0; attempt < 200; attempt++) {
    for (const view of manager.views.values())
      if (view.viewId().startsWith('chrome-extension://') && view.title() === title)
        return isShown ? manager.showView(view.viewId()) : undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const pages = [...document.querySelectorAll('iframe')].map(({ src }) => src);
  const views = [...manager.views.values()].map((view) => view.title());
  throw new Error(`DevTools has no panel called ${title}. Its frames: ${pages}. Its views: ${views}.`);
}

/** A picture of the front-end, with the page put back where docked DevTools leave a hole for it. */
export async function screenshotWindow(frontEnd: Page, page: Page): Promise<Buffer> {
  const pagePicture = `data:image/png;base64,${(await page.screenshot()).toString('base64')}`;
  await frontEnd.evaluate(toExpression(coverHole, [pagePicture]));
  const picture = await frontEnd.screenshot();
  await frontEnd.evaluate(() => document.querySelector('#page-picture')?.remove());
  return picture;
}

async function coverHole(pagePicture: string): Promise<void> {
  const path = './ui/legacy/legacy.js';
  const { DockController }: LegacyModule = await import(path);
  if (DockController.DockController.instance().dockSide() === 'undocked') return;
  const image = new Image();
  image.id = 'page-picture';
  image.src = pagePicture;
  // Docked at the bottom or right, the page starts in the window's first corner.
  image.style.cssText = 'position: fixed; left: 0; top: 0; z-index: 9999';
  document.body.append(image);
  await image.decode();
}
