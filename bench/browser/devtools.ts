import { PANEL_PATH, PANEL_TITLE, until } from '../../e2e/host/driver';
import type { Params, Session } from './cdp';
import type { Chromium, TargetInfo } from './chromium';

/** What is used of the DevTools front-end's own modules. */
interface View {
  viewId(): string;
  title(): string;
}
interface LegacyModule {
  ViewManager: {
    ViewManager: { instance(): { views: Map<string, View>; showView(id: string): Promise<void> } };
  };
  DockController: { DockController: { instance(): { setDockSide(side: string): void } } };
}

const START_MS = 30_000;

/** Opens the browser's own DevTools on a page, docked at the bottom, and answers their front-end. */
export async function openDevTools(chromium: Chromium, pageTargetId: string): Promise<Session> {
  const { targetId } = await chromium.browser.send<{ targetId: string }>('Target.openDevTools', {
    targetId: pageTargetId,
  });
  const frontEnd = await chromium.attach(targetId);
  // Touch front-end modules only after the tab strip exists: importing earlier breaks its start-up.
  await until('the tabs of DevTools', () => frontEnd.evaluate(hasTabs), START_MS);
  await frontEnd.evaluate(dockAtBottom);
  return frontEnd;
}

/** Shows one of the front-end's own panels, such as `console`. */
export function showOwnPanel(frontEnd: Session, id: string): Promise<void> {
  return frontEnd.evaluate(showView, id);
}

/** Shows the extension's panel in a front-end and answers the session of its document. */
export async function showPanel(chromium: Chromium, frontEnd: Session): Promise<Session> {
  const sessions = new Map<string, string>();
  frontEnd.on('Target.attachedToTarget', ({ sessionId, targetInfo }: Params) => {
    sessions.set((targetInfo as TargetInfo).targetId, sessionId as string);
  });
  await frontEnd.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
  });
  await frontEnd.evaluate(showView, PANEL_TITLE);
  const address = `${chromium.origin}/${PANEL_PATH}`;
  const find = async () => {
    for (const id of sessions.values()) {
      const session = chromium.session(id);
      if ((await session.evaluate(() => location.href)).startsWith(address)) return session;
    }
    return undefined;
  };
  return until('the panel in DevTools', find, START_MS);
}

/** Runs in the front-end; its tab strip may stand in a shadow root. */
function hasTabs(): true | undefined {
  const search = (root: ParentNode): boolean =>
    root.querySelector('[role=tab]') !== null ||
    [...root.querySelectorAll('*')].some((element) => element.shadowRoot && search(element.shadowRoot));
  return search(document) || undefined;
}

async function dockAtBottom(): Promise<void> {
  const path = './ui/legacy/legacy.js';
  const { DockController }: LegacyModule = await import(path);
  DockController.DockController.instance().setDockSide('bottom');
}

/** Runs in the front-end. Its own panels go by their id, those of extensions by their title. */
async function showView(name: string): Promise<void> {
  const path = './ui/legacy/legacy.js';
  const { ViewManager }: LegacyModule = await import(path);
  const manager = ViewManager.ViewManager.instance();
  for (let attempt = 0; attempt < 200; attempt++) {
    for (const view of manager.views.values())
      if (view.viewId() === name || view.title() === name) return manager.showView(view.viewId());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`DevTools has no panel called ${name}.`);
}
