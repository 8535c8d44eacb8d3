import { readFileSync } from 'node:fs';
import { libraries } from '../demo/client-pages/kinds.ts';
import type { ClientDemo } from '../demo/client-pages/start-client-demo.ts';
import type { TestSite } from '../demo/test-pages.ts';
import type { Doc } from '../host/driver';

/** A page of one's own that talks with a real client library to the channel server of a demo. */
export interface LibraryPage {
  /** Which build; `echo` has pusher-js with encryption beside it. */
  library: 'pusher-8' | 'pusher-8-plain' | 'echo';
  /** What the page does: there are `connect()` for pusher-js and `echo()` for Laravel Echo. */
  script: string;
  /** What else stands in the head of the page. */
  head?: string;
}

/** Serves such a page and answers its address. */
export function libraryPage(
  site: TestSite,
  { url, appKey, channelServer }: ClientDemo,
  page: LibraryPage,
): string {
  const options = {
    ...{ cluster: '', wsHost: '127.0.0.1', wsPort: channelServer.port, forceTLS: false },
    ...{ enabledTransports: ['ws'], disableStats: true },
    authEndpoint: `${url}pusher/auth`,
    channelAuthorization: { endpoint: `${url}pusher/auth`, transport: 'ajax' },
  };
  const scripts = libraries[page.library].map(({ name, file }) => {
    const body = readFileSync(new URL(`../../node_modules/${name}/${file}`, import.meta.url), 'utf8');
    site.page(`/${name}.js`, body, { 'content-type': 'text/javascript' });
    return `<script src="/${name}.js"></script>`;
  });
  const connect = `
    const clientOptions = ${JSON.stringify(options)};
    const connect = () => (globalThis.client = new Pusher(${JSON.stringify(appKey)}, clientOptions));
    const echo = () => (globalThis.echo = new Echo.default({ broadcaster: 'reverb', key: ${JSON.stringify(appKey)}, ...clientOptions }));
  `;
  return site.page(
    '/',
    `<!doctype html><title>A page</title>${page.head ?? ''}${scripts.join('')}<script>${connect}${page.script}</script>`,
  );
}

/** How many channels the clients of the page are subscribed to. */
export function subscribedIn(page: Doc): Promise<number> {
  return page.eval(() => {
    interface Page {
      Pusher?: { instances: { allChannels(): { subscribed: boolean }[] }[] };
    }
    const clients = (globalThis as Page).Pusher?.instances ?? [];
    return clients.flatMap((client) => client.allChannels()).filter((channel) => channel.subscribed).length;
  });
}
