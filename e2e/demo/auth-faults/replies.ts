import type Pusher from 'pusher';
import { type Reply, type Route, toJson, toText } from '../page-site.ts';
import { faultyChannels } from './channels.ts';

/** What an endpoint answers for one channel. */
type Answer = Record<string, unknown>;

/** A body that no text on screen may show: an app's error page with a token in it. */
export const TOKEN = 'eyJhbGciOiJIUzI1NiJ9eyJzdWIiOiJhZG1pbiJ9';

const member = { user_id: 'amina', user_info: { name: 'Amina Diallo' } };
const otherMember = { user_id: 'bjorn', user_info: { name: 'Bjørn Hagen' } };
/** The endpoint as pusher-js asks it: every channel of the page of faults gets the reply that it is named after. */
export function faultyAuthRoute(pusher: Pusher, otherPusher: Pusher): Route {
  let cached = '';
  return (form) => {
    const socketId = form.get('socket_id') ?? '';
    const channel = form.get('channel_name') ?? '';
    // As a reply that is kept in a cache: it is right until the client connects again.
    if (channel === faultyChannels.olderSocket) {
      cached ||= socketId;
      return toJson(authorize(pusher, cached, channel));
    }
    return (
      faultyReply(pusher, otherPusher, socketId, channel) ?? toJson(authorize(pusher, socketId, channel))
    );
  };
}

function faultyReply(
  pusher: Pusher,
  otherPusher: Pusher,
  socketId: string,
  channel: string,
): Reply | undefined {
  const right = () => authorize(pusher, socketId, channel);
  switch (channel) {
    case faultyChannels.forbidden:
      return toText(403, 'Forbidden');
    case faultyChannels.csrf:
      return {
        status: 419,
        type: 'application/json',
        body: JSON.stringify({ message: 'CSRF token mismatch.' }),
      };
    case faultyChannels.broken:
      return {
        status: 500,
        type: 'text/html',
        body: `<html><head><style>b{}</style></head><h1>Call to a member function on null</h1>${TOKEN}</html>`,
      };
    case faultyChannels.login:
      return { status: 200, type: 'text/html', body: '<!doctype html><title>Log in</title><form></form>' };
    case faultyChannels.noSecret:
      return toJson({ auth: right().auth });
    case faultyChannels.newline:
      return toJson({ ...right(), shared_secret: `${right().shared_secret}\n` });
    case faultyChannels.short:
      return toJson({ ...right(), shared_secret: Buffer.alloc(16, 7).toString('base64') });
    case faultyChannels.otherApp:
      return toJson(authorize(otherPusher, socketId, channel));
    case faultyChannels.otherChannel:
      return toJson(authorize(pusher, socketId, channel.replace('private-', '')));
    case faultyChannels.otherData:
      return toJson({ ...right(), channel_data: JSON.stringify(otherMember) });
  }
  return undefined;
}

/** As a real endpoint answers with the real library. */
export function authorize(pusher: Pusher, socketId: string, channel: string): Answer {
  const isPresence = channel.startsWith('presence-');
  return { ...pusher.authorizeChannel(socketId, channel, isPresence ? member : undefined) };
}

/** The endpoints of other ways to ask: JSON, a batch as a form, a script with a callback. */
export function askingRoutes(pusher: Pusher): Record<string, Route> {
  return {
    '/api/realtime': (_, { body }) => {
      const { socket_id, channel_name } = JSON.parse(body);
      return toJson(authorize(pusher, socket_id, channel_name));
    },
    '/api/realtime/batch': (form) => {
      const names = [...form].filter(([name]) => name.startsWith('channel_name[')).map(([, value]) => value);
      const socketId = form.get('socket_id') ?? '';
      return toJson(Object.fromEntries(names.map((name) => [name, authorize(pusher, socketId, name)])));
    },
    '/realtime.js': (_, { query }) => {
      const answer = authorize(pusher, query.get('socket_id') ?? '', query.get('channel_name') ?? '');
      return {
        status: 200,
        type: 'text/javascript',
        body: `${query.get('callback')}(${JSON.stringify(answer)});`,
      };
    },
    '/users/sign-in': (form) => toJson(pusher.authenticateUser(form.get('socket_id') ?? '', { id: 'amina' })),
  };
}
