import type { Evaluator } from '../browser/documents';

/** What the soak does with a browser, the same in both. */
export interface SoakBrowser {
  /** Name and version. */
  version: string;
  page: Evaluator;
  goto(url: string): Promise<void>;
  /** Resolves when the page is on its way; its documents may change under an evaluation. */
  reload(): Promise<void>;
  /** Opens the browser's own DevTools on the page with the panel in front, connected. */
  openPanel(): Promise<Evaluator>;
  closePanel(): Promise<void>;
  /** Ends the service worker or event page as the browser does when it is idle. */
  stopBackground(): Promise<void>;
  end(): Promise<void>;
}
