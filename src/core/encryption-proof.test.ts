import { describe, expect, it } from 'vitest';
import { channelOf } from './channels';
import { findLeaks, MAX_LEAKS, type ProofSource, proveCapture, proveChannel } from './encryption-proof';
import type { Channel, Connection, Entry } from './entry';
import { proofAsMarkdown } from './proof-report';
import { proofFacts, proofSentence } from './proof-words';
import { sampleConnection, sampleEntry } from './sample-entry';
import { wireFormOf } from './wire-form';

const ENCRYPTED = 'private-encrypted-orders';
const unencrypted = { state: 'dark', findings: [{ id: 'published-unencrypted', bytes: 7 }] } as const;

/** A capture of these entries, counted as the panel counts them. */
function capture(changes: (Partial<Entry> & { channel: string })[], source: Partial<ProofSource> = {}) {
  const connection = sampleConnection();
  const entries = changes.map((change, index) =>
    sampleEntry(index + 1, { connection, at: 1_700_000_000_000 + index, text: '{}', size: 60, ...change }),
  );
  for (const entry of entries) {
    const form = wireFormOf(entry);
    const channel = channelOf(connection, entry.channel);
    if (form === undefined || channel === undefined) continue;
    channel.events++;
    channel.forms[form]++;
  }
  const full: ProofSource = {
    connections: [connection],
    applicationEvents: entries.filter(({ state }) => state !== 'control').length,
    leaks: (where) => findLeaks(entries, where),
    dropped: 0,
    hasMasterKey: true,
    ...source,
  };
  return { connection, source: full };
}

const story = [
  { channel: ENCRYPTED, state: 'opened' },
  { channel: ENCRYPTED, state: 'dark', awaited: true },
  { channel: ENCRYPTED, state: 'dark', findings: [{ id: 'no-key' }] },
  { channel: ENCRYPTED, ...unencrypted, event: 'order.leaked' },
  { channel: ENCRYPTED, state: 'clear', event: 'client-typing' },
  { channel: ENCRYPTED, state: 'dark', findings: [{ id: 'no-data' }] },
  { channel: ENCRYPTED, state: 'dark', findings: [{ id: 'bad-nonce-length', bytes: 12 }] },
  { channel: ENCRYPTED, state: 'control' },
  { channel: 'news', state: 'clear' },
] as const satisfies (Partial<Entry> & { channel: string })[];

const channelIn = (connection: Connection) => connection.channels.get(ENCRYPTED) as Channel;

describe('an encryption proof', () => {
  it('of a channel counts what was encrypted, and lists what was not', () => {
    const { connection, source } = capture(story.map((entry) => ({ ...entry })));
    const proof = proveChannel(source, connection, channelIn(connection));
    expect(proof.encrypted).toEqual({ encrypted: 3, clear: 2, never: 0, empty: 1, unreadable: 1 });
    expect(proof.leaks.map(({ event }) => event)).toEqual(['order.leaked', 'client-typing']);
    expect(proofSentence(proof)).toBe('2 events went out in the clear on this channel.');
  });

  it('of the whole capture counts other channels apart', () => {
    const { source } = capture(story.map((entry) => ({ ...entry })));
    const proof = proveCapture(source);
    expect(proof).toMatchObject({ encryptedChannels: 1, otherChannels: 1, uncounted: 0 });
    expect(proof.others.clear).toBe(1);
    expect(proof.leaks).toHaveLength(2);
    expect(proofFacts(proof).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'encrypted: 3 of 7 events on 1 encrypted channel',
      'in the clear: 2 events',
      'without data: 1 event',
      'not readable: 1 event: no envelope that could be opened',
      'other channels: 1 event in the clear on 1 channel without encryption',
      'master key: not found in the parts of the page that were looked at',
      'gaps: none: nothing was lost or pushed out',
    ]);
  });

  it('says what it does not know: lost frames, events of no channel, a key that nobody has given', () => {
    const { source } = capture([{ channel: ENCRYPTED, state: 'opened' }], {
      dropped: 12,
      applicationEvents: 4,
      hasMasterKey: false,
    });
    const facts = proofFacts(proveCapture(source)).map(({ name, value }) => `${name}: ${value}`);
    expect(facts).toContain('of no channel: 3 events: not counted above');
    expect(facts).toContain('master key: not looked for in the page: none is known here');
    expect(facts).toContain(
      'gaps: 12 frames and events lost or pushed out of the full capture: nothing is known of them',
    );
  });

  it('names where the master key stands in the page, without the query', () => {
    const { connection, source } = capture([{ channel: ENCRYPTED, state: 'opened' }], {
      hasMasterKey: false,
    });
    connection.findings = [
      { id: 'master-key-in-page', key: 'a1b2c3', url: 'https://app.example/app.js?session=1' },
    ];
    const proof = proveCapture(source);
    expect(JSON.stringify(proofFacts(proof))).toContain('stands in the page: https://app.example/app.js"');
    expect(proofAsMarkdown(proof, 'now')).not.toMatch(/session|a1b2c3/);
  });

  it('has nothing to say where no channel is encrypted, or no event is held', () => {
    expect(proofSentence(proveCapture(capture([{ channel: 'news', state: 'clear' }]).source))).toBe(
      'The capture has no encrypted channel.',
    );
    expect(proofSentence(proveCapture(capture([{ channel: ENCRYPTED, state: 'control' }]).source))).toBe(
      'No event is held that was encrypted on encrypted channels.',
    );
    expect(proofSentence(proveCapture(capture([{ channel: ENCRYPTED, state: 'opened' }]).source))).toBe(
      'No event that is held went out in the clear on encrypted channels.',
    );
  });

  it('lists a hundred leaks and counts the rest', () => {
    const { source } = capture(Array.from({ length: 250 }, () => ({ channel: ENCRYPTED, ...unencrypted })));
    const proof = proveCapture(source);
    expect(proof.leaks).toHaveLength(MAX_LEAKS);
    expect(proofAsMarkdown(proof, 'now')).toContain('- and 150 more');
  });
});

describe('a proof as Markdown', () => {
  it('has counts, names, times and sizes, and no payload', () => {
    const { connection, source } = capture([
      { channel: ENCRYPTED, ...unencrypted, event: 'order.leaked', text: 'card 4242' },
      { channel: ENCRYPTED, state: 'opened', text: 'secret plans' },
    ]);
    const text = proofAsMarkdown(proveChannel(source, connection, channelIn(connection)), '2026-11-26 12:00');
    expect(text).toContain('## Encryption proof: `private-encrypted-orders` on `localhost`');
    expect(text).toContain('**1 event went out in the clear on this channel.**');
    expect(text).toMatch(/- \d\d:\d\d:\d\d\.000 order\.leaked, 60 bytes/);
    expect(text).toContain('held at 2026-11-26 12:00');
    expect(text).not.toMatch(/4242|secret/);
  });

  it('is not bent by the names that a page chooses', () => {
    const { source } = capture([
      { channel: ENCRYPTED, ...unencrypted, event: '](http://x) **bold**\n# heading <img src=x>' },
    ]);
    const text = proofAsMarkdown(proveCapture(source), 'now');
    expect(text).not.toMatch(/^# heading/m);
    expect(text).toContain(
      '\\]\\(http://x) \\*\\*bold\\*\\*\\u000a\\# heading \\<img src=x\\>'.replace('\\(', '('),
    );
  });
});
