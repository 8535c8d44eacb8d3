import type {
  ChannelAuthorizationCallback,
  ChannelAuthorizationHandler,
  ChannelAuthorizationOptions,
} from 'pusher-js';
import type { AskingWay } from '../channels.ts';

/** How a client asks for authorisation, as an option of pusher-js. */
export function authorizationFor(way: AskingWay): ChannelAuthorizationOptions {
  switch (way) {
    case 'form':
      return { transport: 'ajax', endpoint: '/broadcasting/guard' };
    case 'jsonp':
      return { transport: 'jsonp', endpoint: '/realtime.js' };
    case 'json':
      return { customHandler: askInJson };
    case 'batch':
      return { customHandler: createBatch() };
  }
}

const askInJson: ChannelAuthorizationHandler = async ({ socketId, channelName }, callback) => {
  const body = JSON.stringify({ socket_id: socketId, channel_name: channelName });
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch('/api/realtime', { method: 'POST', headers, body });
  callback(null, await reply.json());
};

/** Collects what is asked in one turn and asks for all of it at once. */
function createBatch(): ChannelAuthorizationHandler {
  let waiting: {
    parameters: Parameters<ChannelAuthorizationHandler>[0];
    callback: ChannelAuthorizationCallback;
  }[] = [];
  const ask = async () => {
    const asked = waiting;
    waiting = [];
    const form = new URLSearchParams({ socket_id: asked[0]?.parameters.socketId ?? '' });
    asked.forEach(({ parameters }, index) => {
      form.append(`channel_name[${index}]`, parameters.channelName);
    });
    const reply = await fetch('/api/realtime/batch', { method: 'POST', body: form });
    const answers = await reply.json();
    for (const { parameters, callback } of asked) callback(null, answers[parameters.channelName]);
  };
  return (parameters, callback) => {
    waiting.push({ parameters, callback });
    if (waiting.length === 1) queueMicrotask(ask);
  };
}
