import type { ConnectionFacts, Protocol } from '../protocol';
import { channelKind } from './channel-kind';
import { decode } from './decode';
import { pusherRecognizer } from './recognize';

/** Pusher Channels, protocol 7 and its older numbers: pusher.com, Soketi, Reverb, Sockudo V1. */
export const pusher: Protocol = {
  id: pusherRecognizer.id,
  label: 'Pusher',
  describeUrl,
  channelKind,
  decode,
};

// wss://ws-eu.pusher.com/app/278d425bdf160c739803?protocol=7&client=js&version=8.6.0&flash=false
function describeUrl(url: URL): ConnectionFacts {
  const app = /\/app\/([^/?#]+)\/?$/.exec(url.pathname)?.[1];
  const library = [url.searchParams.get('client'), url.searchParams.get('version')].filter(Boolean);
  return { app, client: library.length > 0 ? library.join(' ') : undefined };
}
