import { until } from '../../e2e/host/driver';
import type { BenchPage } from '../site/page';
import type { Site } from '../site/site';
import type { Chromium, Page } from './chromium';
import type { Evaluator, MeasuredPage } from './documents';

/** What runs in the page may name this. */
export type PageGlobals = typeof globalThis & { bench: BenchPage };

const WAIT_MS = 120_000;

/** Opens the measured page of an app in a window of its own, subscribed. */
export async function openPage(chromium: Chromium, site: Site, app: string, query?: string): Promise<Page> {
  const page = await chromium.openWindow('about:blank');
  await visit(page, site, app, query);
  return page;
}

/** Loads the measured page anew and waits until it is subscribed. */
export async function visit(
  page: Pick<MeasuredPage, 'evaluate' | 'goto'>,
  site: Site,
  app: string,
  query?: string,
): Promise<void> {
  await page.goto(site.pageUrl(app, query));
  const isSubscribed = () =>
    page.evaluate((name) => {
      const { bench } = globalThis as PageGlobals;
      return (location.pathname === `/${name}/` && bench?.subscribed) || undefined;
    }, app);
  await until('the page to subscribe', isSubscribed);
}

/** Waits until the page has received `count` events since it was loaded. */
export async function untilReceived(page: Evaluator, count: number): Promise<void> {
  const hasAll = () =>
    page.evaluate((all) => (globalThis as PageGlobals).bench.received >= all || undefined, count);
  await until(`the page to receive ${count} events`, hasAll, WAIT_MS);
}
