import type { ConnectionFacts, Protocol } from '../protocol';
import { channelKind, isCacheChannel } from '../pusher/channel-kind';
import { describeClose } from '../pusher/close-codes';
import { describeFrame } from '../pusher/describe';
import { createReader } from '../pusher/reader';
import { describeUrl } from '../pusher/url';
import { prepareBinary } from './binary-libraries';
import { prepareDelta } from './delta-libraries';
import { sockudoRecognizer } from './recognize';
import { showBinary, sockudoWire } from './wire';

/** Sockudo's own protocol, `protocol=2`: Pusher's events under other names, in three forms, and more beside them. */
export const protocol: Protocol = {
  id: sockudoRecognizer.id,
  label: 'Sockudo',
  keyKinds: ['pusher-master', 'pusher-shared-secret', 'app-secret'],
  uncopied: ['auth', 'shared_secret', 'channel_data', 'user_data', 'token'],
  describeUrl: describeSockudoUrl,
  channelKind,
  isCacheChannel,
  createDecoder: (app) => createReader(sockudoWire, app),
  prepare(payload) {
    const form = prepareBinary(payload);
    const deltas = prepareDelta(payload);
    return form && deltas ? Promise.all([form, deltas]).then(() => undefined) : (form ?? deltas);
  },
  describe: (payload, direction) => describeFrame(sockudoWire, payload, direction),
  showBinary,
  hideSecrets: (payload) => payload,
  describeClose,
};

/** wss://host/app/key?protocol=2&client=js&version=2.2.0&flash=false&format=messagepack&token=eyJ… */
function describeSockudoUrl(url: URL): ConnectionFacts {
  const facts = describeUrl(url, 'sockudo-js');
  const form = FORMS.get(url.searchParams.get('format')?.trim().toLowerCase() || 'json');
  return { ...facts, version: [facts.version, form].filter(Boolean).join(', ') || undefined };
}

const FORMS: ReadonlyMap<string, string> = new Map([
  ['json', 'JSON'],
  ['msgpack', 'MessagePack'],
  ['messagepack', 'MessagePack'],
  ['protobuf', 'protobuf'],
  ['proto', 'protobuf'],
]);
