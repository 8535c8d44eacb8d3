import { parseJson } from '../../../src/core/json';
import { bare } from '../../../src/core/protocols/bare';
import type { DecodedEvent, Protocol, Recognizer } from '../../../src/core/protocols/protocol';
import { toFields } from '../../../src/core/untrusted';

export const parrotRecognizer = {
  id: 'parrot',
  recognizeUrl: (url: URL) => url.searchParams.has('parrot'),
  recognizeFrame: (frame) => typeof frame === 'string' && frame.startsWith('{"parrot":'),
} as const satisfies Recognizer;

export const protocol: Protocol = {
  ...bare,
  id: parrotRecognizer.id,
  label: 'Parrot',
  describeUrl: () => ({ app: undefined, client: undefined, version: '1' }),
  channelKind: () => 'public',
  createDecoder: () => (payload, direction) => {
    const text = 'text' in payload ? payload.text : '';
    const event = readEvent(text);
    if (event.content.kind !== 'control') return { events: [event], lifecycle: [] };
    const kind = direction === 'sent' ? 'subscribing' : 'subscribed';
    return { events: [event], lifecycle: [{ kind, channel: event.channel }] };
  },
};

// {"parrot":1,"room":"kitchen","says":"hello"}   {"parrot":1,"room":"kitchen","enter":true}
function readEvent(text: string): DecodedEvent {
  const frame = toFields(parseJson(text));
  if (frame?.parrot !== 1 || typeof frame.room !== 'string') {
    const fault = { kind: 'unreadable', form: 'JSON' } as const;
    return { event: '(unreadable frame)', channel: '', content: { kind: 'malformed', fault, text } };
  }
  const { room: channel, says, enter } = frame;
  if (enter === true) return { event: 'enter', channel, content: { kind: 'control', text } };
  return { event: 'says', channel, content: { kind: 'clear', text: String(says) } };
}
