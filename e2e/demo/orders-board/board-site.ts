import type Pusher from 'pusher';
import {
  htmlRoute,
  libraryRoute,
  type Reply,
  type Route,
  scriptRoute,
  styleRoute,
  toJson,
  toText,
} from '../page-site.ts';
import { staff } from './staff.ts';

/** What the page must know to connect; the app secret and the master key stay on the server. */
export type PageConfig = { readonly appKey: string; readonly wsHost: string; readonly wsPort: number };

/** The page, the real `pusher-js` build and the auth endpoint `POST /pusher/auth`. */
export function boardRoutes(pusher: Pusher, config: PageConfig): Record<string, Route> {
  const page = (file: string) => new URL(`./page/${file}`, import.meta.url);
  return {
    '/': htmlRoute(page('index.html'), config),
    '/page/style.css': styleRoute,
    '/page/page.ts': scriptRoute(page('page.ts')),
    '/page/views.ts': scriptRoute(page('views.ts')),
    '/pusher.js': libraryRoute('pusher-js', 'dist/web/pusher-with-encryption.min.js'),
    '/pusher/auth': (form) => authorize(pusher, form),
  };
}

function authorize(pusher: Pusher, form: URLSearchParams): Reply {
  const socketId = form.get('socket_id') ?? '';
  const channel = form.get('channel_name') ?? '';
  // The library throws on malformed values; they are the client's mistake, not ours.
  if (!/^\d+\.\d+$/.test(socketId) || !/^(private|presence)-[\w=@,.;-]{1,190}$/.test(channel)) {
    return toText(400, 'socket_id and channel_name of a private or presence channel are needed');
  }
  if (!channel.startsWith('presence-')) return toJson(pusher.authorizeChannel(socketId, channel));
  const userId = form.get('user') ?? '';
  const person = Object.hasOwn(staff, userId) ? staff[userId] : undefined;
  if (!person) return toText(403, 'No such member of staff');
  return toJson(pusher.authorizeChannel(socketId, channel, { user_id: userId, user_info: person }));
}
