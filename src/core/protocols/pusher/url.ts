import type { ConnectionFacts } from '../protocol';

/** `/app/<key>` at the end of the path: a reverse proxy or the server may put a prefix before it. */
const APP_KEY = /\/app\/([^/?#]+)\/?$/;

/**
 * What the URL says. `library`: what the family's JavaScript client calls itself `js`.
 *   wss://ws-eu.pusher.com/app/278d425bdf160c739803?protocol=7&client=js&version=8.6.0&flash=false
 */
export function describeUrl(url: URL, library: string): ConnectionFacts {
  const name = url.searchParams.get('client');
  const words = [name === 'js' ? library : name, url.searchParams.get('version')].filter(Boolean);
  return {
    app: APP_KEY.exec(url.pathname)?.[1],
    client: words.length > 0 ? words.join(' ') : undefined,
    version: url.searchParams.get('protocol') || undefined,
  };
}
