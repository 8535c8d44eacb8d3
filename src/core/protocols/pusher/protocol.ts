import type { Protocol } from '../protocol';
import { prepareDelta } from '../sockudo/delta-libraries';
import { channelKind, isCacheChannel } from './channel-kind';
import { describeClose } from './close-codes';
import { describeFrame } from './describe';
import { createReader } from './reader';
import { pusherRecognizer } from './recognize';
import { describeUrl } from './url';
import { pusherWire } from './wire';

/** Pusher Channels, protocol 7 and its older numbers: pusher.com, Soketi, Reverb, Sockudo V1. */
export const protocol: Protocol = {
  id: pusherRecognizer.id,
  label: 'Pusher',
  keyKinds: ['pusher-master', 'pusher-shared-secret', 'app-secret'],
  uncopied: ['auth', 'shared_secret', 'channel_data', 'user_data', 'token'],
  describeUrl: (url) => describeUrl(url, 'pusher-js'),
  channelKind,
  isCacheChannel,
  createDecoder: (app) => createReader(pusherWire, app),
  prepare: prepareDelta,
  describe: (payload, direction) => describeFrame(pusherWire, payload, direction),
  showBinary: () => undefined,
  hideSecrets: (payload) => payload,
  describeClose,
};
