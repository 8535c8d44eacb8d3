import type { TestSite } from '../demo/test-pages.ts';
import { channelPage, frame, GREETING, sealedFrame } from './channel-page';

/** The encrypted one of its two channels; the other is `news`. */
export const orders = 'private-encrypted-orders';

const masterKey = Buffer.alloc(32, 0x9c).toString('base64');

/** A page to which two events come: `headline` in the clear, then `order.paid`, which stays dark. */
export function twoEventsPage(site: TestSite): string {
  site.onSocket((socket) => {
    socket.send(GREETING);
    socket.send(frame('headline', 'news', { id: 1 }));
    socket.send(sealedFrame('order.paid', orders, { id: 7 }, masterKey));
  });
  return channelPage(site, '/');
}
