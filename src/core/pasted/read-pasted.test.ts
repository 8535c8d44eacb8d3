import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protocol as ably } from '../protocols/ably/protocol';
import { protocol as pusher } from '../protocols/pusher/protocol';
import { protocol as sockudo } from '../protocols/sockudo/protocol';
import ablyFrames from '../vectors/ably-frames.json' with { type: 'json' };
import ablyOpening from '../vectors/ably-opening.json' with { type: 'json' };
import signatures from '../vectors/signatures.json' with { type: 'json' };
import sockudoFrames from '../vectors/sockudo.json' with { type: 'json' };
import { MAX_PASTED_CHARS, MAX_PASTED_EVENTS, type Pasted, type PastedReading } from './pasted';
import { readPasted } from './read-pasted';

const CHANNEL = 'private-encrypted-orders';
const envelope =
  '{"nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX","ciphertext":"F5DrhxWg5CB4xzaQnYSE+Q6S6ezXNzc="}';
const frame = JSON.stringify({ event: 'order', channel: CHANNEL, data: envelope });
const message = { name: 'hi', data: 'there', timestamp: 1_700_000_000_000 };

describe('an envelope', () => {
  it.each([
    ['as an object', envelope],
    ['with space around it and line breaks in it', `\n ${JSON.stringify(JSON.parse(envelope), null, 2)}\n`],
    ['as a JSON string, as it is in a frame', JSON.stringify(envelope)],
    ['copied out of a JSON string without its quotes', JSON.stringify(envelope).slice(1, -1)],
  ])('%s is the data of an event on the channel that is given', (_, text) => {
    const pasted = readyOf(readPasted(text, ` ${CHANNEL} `));
    expect(pasted).toMatchObject({ kinds: ['envelope'], protocol: 'pusher', events: 1, needsChannel: true });
    expect(contentsOf(pasted)).toMatchObject([
      { event: '(pasted)', channel: CHANNEL, content: { kind: 'sealed' } },
    ]);
  });

  it('that is encoded twice is sealed all the same, and the decoder says what is odd', () => {
    const pasted = readyOf(readPasted(JSON.stringify(JSON.stringify(envelope)), CHANNEL));
    expect(contentsOf(pasted)).toMatchObject([
      { content: { kind: 'sealed' }, findings: [{ id: 'double-encoded-envelope' }] },
    ]);
  });

  it.each([
    ['without a nonce', '{"ciphertext":"F5Drhw=="}', { kind: 'member-missing', member: 'nonce' }],
    ['that breaks off', envelope.slice(0, 50), { kind: 'cut-off' }],
    ['that breaks off in its third line', '{\n"nonce":"AAEC",\n"ciphertext', { kind: 'cut-off' }],
    ['that breaks off, escaped', JSON.stringify(envelope).slice(1, 60), { kind: 'cut-off' }],
    [
      'with a nonce of 3 bytes',
      '{"nonce":"AAEC","ciphertext":"F5Drhw=="}',
      { kind: 'nonce-length', bytes: 3 },
    ],
  ])('%s goes to the decoder, which names the fault', (_, text, fault) => {
    expect(contentsOf(readyOf(readPasted(text, CHANNEL)))).toMatchObject([
      { content: { kind: 'malformed', fault } },
    ]);
  });

  it('lacks a channel until one is given, and takes no name that is not encrypted', () => {
    expect(readPasted(envelope, ' ')).toMatchObject({
      outcome: 'lacking',
      pasted: { needsChannel: true },
      problem: 'It does not say its channel.',
    });
    expect(readPasted(envelope, 'orders')).toMatchObject({
      outcome: 'lacking',
      remedy: expect.stringContaining('private-encrypted-'),
    });
  });

  it.each(['one on a line', 'in a list'])('may come with others, %s', (way) => {
    const text = way === 'in a list' ? `[${envelope},${envelope}]` : `${envelope}\n\n${envelope}\n`;
    expect(readyOf(readPasted(text, CHANNEL))).toMatchObject({ kinds: ['envelope'], events: 2 });
  });
});

describe('a whole frame', () => {
  it('is taken as it was written, and needs no channel', () => {
    const pasted = readyOf(readPasted(` ${frame}\n`, ''));
    expect(pasted).toMatchObject({ kinds: ['frame'], needsChannel: false });
    expect(pasted.frames).toEqual([{ payload: { text: frame }, at: undefined }]);
  });

  it.each([
    ['with an arrow, its length and its time beside it', `↓${frame}\t219\t12:04:07.120`],
    ['with its length beside it', `${frame}\t1,219`],
    ['with its size in bytes', `${frame}\t219 B\t12:04:07.120`],
    ['out of a list', `${frame},`],
    ['as a JSON string', JSON.stringify(frame)],
    ['escaped, without quotes', JSON.stringify(frame).slice(1, -1)],
  ])('is found in what a Network tool copies: %s', (_, text) => {
    expect(readyOf(readPasted(text, '')).frames).toEqual([{ payload: { text: frame }, at: undefined }]);
  });

  it('may come with others, one on a line or in a list', () => {
    const ping = '{"event":"pusher:ping","data":{}}';
    expect(readyOf(readPasted(`${frame}\r\n${ping}\r\n`, '')).events).toBe(2);
    expect(readyOf(readPasted(`[${frame},${ping}]`, '')).events).toBe(2);
  });

  it('that has lost its channel gets the one that is given', () => {
    const text = JSON.stringify({ event: 'order', data: envelope });
    expect(readPasted(text, '')).toMatchObject({ outcome: 'lacking' });
    expect(contentsOf(readyOf(readPasted(text, CHANNEL)))).toMatchObject([
      { event: 'order', channel: CHANNEL, content: { kind: 'sealed' } },
    ]);
  });
});

it('a request that publishes becomes one frame for each of its channels', () => {
  const batch = { batch: [{ name: 'order', channel: 'a', data: envelope }] };
  const single = { name: 'order', channels: [CHANNEL, 'private-encrypted-b'], data: envelope };
  expect(readyOf(readPasted(JSON.stringify(batch), ''))).toMatchObject({ kinds: ['publish'], events: 1 });
  expect(contentsOf(readyOf(readPasted(JSON.stringify(single), '')))).toMatchObject([
    { event: 'order', channel: CHANNEL, content: { kind: 'sealed' } },
    { event: 'order', channel: 'private-encrypted-b', content: { kind: 'sealed' } },
  ]);
});

describe('a webhook', () => {
  const body = JSON.stringify({
    time_ms: 1_403_175_510_755,
    events: [
      {
        name: 'client_event',
        channel: CHANNEL,
        event: 'client-a',
        data: envelope,
        socket_id: '1.2',
        user_id: '7',
      },
      { name: 'member_added', channel: 'presence-room', user_id: '9' },
      { name: 'connection_established', data: '{"socket_id":"6.6"}' },
      'junk',
    ],
  });

  it('has an event on its channel for each client event, and control events for the others', () => {
    const pasted = readyOf(readPasted(body, ''));
    expect(pasted).toMatchObject({ kinds: ['webhook'], events: 4, clientEvents: 1, needsChannel: false });
    expect(contentsOf(pasted)).toMatchObject([
      { event: 'client-a', channel: CHANNEL, userId: '7', content: { kind: 'sealed' } },
      {
        event: 'pusher:member_added',
        channel: 'presence-room',
        content: { kind: 'control', text: '{"user_id":"9"}' },
      },
      { event: 'pusher:webhook', content: { kind: 'control' } },
      { event: 'pusher:webhook', content: { kind: 'control' } },
    ]);
    expect(pasted.frames.every(({ at }) => at === 1_403_175_510_755)).toBe(true);
  });

  it('keeps its body byte for byte, for the signature', () => {
    const [vector] = signatures.webhook;
    const text = `${vector?.body} `;
    expect(readyOf(readPasted(text, '')).webhook).toEqual({
      body: text,
      app: undefined,
      signature: undefined,
    });
  });

  it('may come with its headers', () => {
    const head = `POST /hook HTTP/1.1\nHost: localhost\nx-pusher-key: abc\nX-Pusher-Signature: 5f00\n\n`;
    expect(readyOf(readPasted(head + body, '')).webhook).toEqual({ body, app: 'abc', signature: '5f00' });
  });

  it('of an impossible time is of now', () => {
    const text = body.replace('1403175510755', '1e300');
    expect(readyOf(readPasted(text, '')).frames[0]?.at).toBeUndefined();
  });
});

describe('a message of Ably', () => {
  it('gets the frame that it would come in, on the channel that is given', () => {
    const text = '{"name":"hi","data":"there","extras":{"n":12345678901234567890},"timestamp":5}';
    const pasted = readyOf(readPasted(text, 'chat'));
    expect(pasted).toMatchObject({ kinds: ['ably-message'], protocol: 'ably', events: 1 });
    expect(pasted.frames).toEqual([
      { payload: { text: `{"action":15,"channel":"chat","messages":[${text}]}` }, at: 5 },
    ]);
    expect(readPasted(text, '')).toMatchObject({ outcome: 'lacking' });
  });

  it.each(ablyOpening.cases)('as known answers have it is sealed or named as faulty ($id)', (vector) => {
    const { data, encoding } = vector;
    const pasted = readyOf(readPasted(JSON.stringify({ name: 'example', data, encoding }), 'chat'));
    expect(contentsOf(pasted)[0]?.content.kind).toMatch(/sealed|malformed/);
  });

  it('comes from SSE with its channel', () => {
    const text = JSON.stringify({ ...message, id: 'c:7:0', channel: 'news' });
    expect(contentsOf(readyOf(readPasted(text, '')))).toMatchObject([{ event: 'hi', channel: 'news' }]);
  });

  it('comes from history with others, which are put into the order in which they were sent', () => {
    const history = [3, 2, 1].map((timestamp) => ({ name: `m${timestamp}`, data: 'x', timestamp }));
    const pasted = readyOf(readPasted(JSON.stringify(history), 'chat'));
    expect(contentsOf(pasted).map(({ event }) => event)).toEqual(['m1', 'm2', 'm3']);
    expect(pasted.frames.map(({ at }) => at)).toEqual([1, 2, 3]);
  });

  it('may be a presence entry', () => {
    const text = '[{"action":2,"clientId":"bob","data":"x","timestamp":5}]';
    expect(contentsOf(readyOf(readPasted(text, 'chat')))).toMatchObject([
      { event: 'presence:enter', userId: 'bob' },
    ]);
  });
});

describe('a protocol message of Ably', () => {
  it.each(ablyFrames.cases.filter((vector) => 'frame' in vector))(
    'is taken as it was written ($id)',
    (vector) => {
      const text = String(vector.frame);
      expect(readyOf(readPasted(text, ''))).toMatchObject({
        kinds: ['ably-frame'],
        needsChannel: false,
        frames: [{ payload: { text } }],
      });
    },
  );

  it('may come in the lists of the comet transport', () => {
    const text = '[{"action":0}]\n[{"action":15,"channel":"c","messages":[{"data":"a"},{"data":"b"}]}]';
    expect(readyOf(readPasted(text, ''))).toMatchObject({ kinds: ['ably-frame'], events: 3 });
  });
});

describe('a binary frame', () => {
  const [packed] = sockudoFrames.cases.filter(
    ({ format }) => format === 'msgpack' || format === 'messagepack',
  );
  const base64 = packed && 'frame_base64' in packed ? String(packed.frame_base64) : '';
  const hex = Buffer.from(base64, 'base64').toString('hex');

  it.each([
    ['base64', base64],
    ['base64 in lines', base64.replace(/(.{40})/g, '$1\n')],
    ['URL-safe base64', Buffer.from(base64, 'base64').toString('base64url')],
    ['hex', hex],
    ['hex in capitals with spaces', hex.toUpperCase().replace(/(..)/g, '$1 ')],
  ])('is read from %s', async (_, text) => {
    const pasted = readyOf(readPasted(text, ''));
    expect(pasted).toMatchObject({ kinds: ['binary-frame'], protocol: 'sockudo' });
    await sockudo.prepare(pasted.frames[0]?.payload ?? { text: '' });
    expect(contentsOf(pasted)[0]?.event).not.toBe('(binary frame)');
  });

  it('may come with others, one on a line', () => {
    expect(readyOf(readPasted(`${base64}\n${base64}`, '')).events).toBe(2);
  });
});

describe('what is refused', () => {
  it.each([
    ['words', 'hello', /neither JSON nor/],
    ['words in lines', 'hello\nworld', /neither JSON nor/],
    ['a number', '42', /neither JSON nor/],
    ['JSON that breaks off', frame.slice(0, 40), /breaks off/],
    ['JSON with typographic quotes', '{“event”:“x”}', /typographic/],
    ['JSON of no known form', '{"hello":"world"}', /no envelope/],
    ['a mark', 'true', /no envelope/],
    ['text', '"hello"', /no envelope/],
    ['an answer of another API', '{"data":{"viewer":null}}', /no envelope/],
    ['a list with something else in it', `[${frame},7]`, /no envelope/],
    ['a list of nothing', '[]', /empty/],
    ['a webhook of nothing', '{"time_ms":1,"events":[]}', /empty/],
    ['a line among frames', `${frame}\nhello\n${frame}`, /^Line 2 is no frame/],
    ['a line behind an envelope', `${envelope}\nhello`, /^Line 2 is no frame/],
    ['a key', Buffer.alloc(32, 7).toString('base64'), /as a key is/],
    ['frames of two systems', `${frame}\n{"action":0}`, /several systems/],
    ['a frame that nests too deep', `[${'['.repeat(5_000)}${']'.repeat(5_000)}]`, /no envelope/],
    ['lists in lists', '[[[[{"event":"pusher:ping"}]]]]', /no envelope/],
  ])('%s', (_, text, problem) => {
    expect(readPasted(text, CHANNEL)).toMatchObject({
      outcome: 'refused',
      problem: expect.stringMatching(problem),
      remedy: expect.stringMatching(/\.$/),
    });
  });

  it('is too long or holds too many events', () => {
    expect(readPasted('x'.repeat(MAX_PASTED_CHARS + 1), '')).toMatchObject({
      problem: expect.stringContaining('5,000,000'),
    });
    const one = { name: 'client_event', channel: 'a', event: 'client-a', data: '' };
    for (const text of [
      JSON.stringify({ time_ms: 1, events: Array(MAX_PASTED_EVENTS + 1).fill(one) }),
      JSON.stringify(Array(MAX_PASTED_EVENTS + 1).fill(message)),
      `${frame}\n`.repeat(MAX_PASTED_EVENTS + 1),
      JSON.stringify({ action: 15, channel: 'c', messages: Array(MAX_PASTED_EVENTS + 1).fill(message) }),
      JSON.stringify({ name: 'a', data: '', channels: Array(MAX_PASTED_EVENTS + 1).fill('c') }),
    ])
      expect(readPasted(text, 'c')).toMatchObject({ problem: expect.stringContaining('more than 5,000') });
  });

  it('is nothing where nothing was pasted', () => {
    expect(readPasted(' \n', '')).toEqual({ outcome: 'empty' });
  });
});

it('no text makes it throw, and what it takes the decoder reads as so many events or more', () => {
  const known = fc.constantFrom(
    envelope,
    frame,
    JSON.stringify(message),
    '{"action":0}',
    '{"time_ms":1,"events":[7]}',
  );
  const cut = fc
    .tuple(known, fc.nat(), fc.string())
    .map(([text, at, put]) => text.slice(0, at % text.length) + put);
  const lines = fc
    .array(fc.oneof(known, cut, fc.string(), fc.json()), { maxLength: 4 })
    .map((all) => all.join('\n'));
  const anything = fc.oneof(fc.string(), fc.json(), cut, lines, fc.base64String());
  fc.assert(
    fc.property(anything, fc.constantFrom('', CHANNEL, 'chat'), (text, channel) => {
      const reading = readPasted(text, channel);
      if (reading.outcome !== 'ready') return;
      const { pasted } = reading;
      if (!pasted.kinds.includes('binary-frame'))
        expect(contentsOf(pasted).length).toBeGreaterThanOrEqual(pasted.events);
    }),
    { numRuns: 1_000 },
  );
});

function readyOf(reading: PastedReading): Pasted {
  if (reading.outcome !== 'ready')
    throw new TypeError(`expected a ready reading, got ${JSON.stringify(reading)}`);
  return reading.pasted;
}

const protocols = { pusher, sockudo, ably };

function contentsOf({ protocol, frames }: Pasted) {
  const decode = protocols[protocol].createDecoder(undefined);
  return frames.flatMap(({ payload }) => decode(payload, 'received').events);
}
