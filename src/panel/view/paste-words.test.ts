import { describe, expect, it } from 'vitest';
import type { KeySummary } from '../../core/key-summary';
import type { PastedReading } from '../../core/pasted/pasted';
import { readPasted } from '../../core/pasted/read-pasted';
import { openedText, readingWords, signatureFault, signatureWords } from './paste-words';

const envelope = '{"nonce":"AAEC","ciphertext":"F5Dr"}';
const ping = '{"event":"pusher:ping"}';
const said = (reading: PastedReading) => Object.values(readingWords(reading)).join('');
const packed = Buffer.from('9fac736f636b75646f3a706f6e67', 'hex').toString('base64');

describe('what a text was understood to be', () => {
  it.each([
    ['', /^A Pusher envelope, whole frames/],
    [envelope, /^A Pusher envelope\.$/],
    [`[${envelope},${envelope}]`, /^2 Pusher envelopes\.$/],
    [ping, /^A frame of Pusher\.$/],
    [`${ping}\n${ping}`, /^2 frames of Pusher\.$/],
    [`${ping}\n${envelope}`, /^2 events of Pusher\.$/],
    [
      '{"time_ms":1,"events":[{"name":"client_event"},{"name":"channel_vacated"}]}',
      /^A webhook body with 2 events, 1 of them a client event\.$/,
    ],
    ['{"time_ms":1,"events":[{"name":"channel_vacated"}]}', /^A webhook body with 1 event, none of them/],
    ['{"name":"a","data":"","channels":["b","c"]}', /^A request that publishes: 2 events\.$/],
    ['{"name":"a","data":"b"}', /^An Ably message\.$/],
    [
      '{"action":15,"channel":"c","messages":[{"data":"a"},{"data":"b"}]}',
      /^An Ably frame with 2 entries\.$/,
    ],
    [packed, /^A binary frame of Sockudo\.$/],
    ['hello', /^The text is neither JSON/],
  ])('%s', (text, words) => {
    expect(said(readPasted(text, 'private-encrypted-a'))).toMatch(words);
  });

  it('is said with what it lacks', () => {
    expect(said(readPasted(envelope, ''))).toMatch(/^A Pusher envelope\. It does not say its channel\. Give/);
  });
});

it('how the events stand is counted by their state, and what is awaited is not dark', () => {
  const entries = [
    { state: 'opened', awaited: false },
    { state: 'dark', awaited: false },
    { state: 'dark', awaited: true },
    { state: 'control', awaited: false },
  ] as const;
  expect(openedText(entries)).toBe('4 events: 1 opened, 1 dark, 1 being opened, 1 control.');
  expect(openedText([{ state: 'clear', awaited: false }])).toBe('1 event: 1 not encrypted.');
});

describe('what is said of a signature', () => {
  const key: KeySummary = {
    id: 'abcdef0123',
    kind: 'app-secret',
    label: 'prod',
    scope: { app: 'mine', channel: undefined },
    remembered: false,
    addedAt: 1,
  };

  it('names the secret that verifies, and whose it is where that is another app', () => {
    const fact = { outcome: 'verified', key: key.id } as const;
    expect(signatureWords(fact, 'mine', '{}', [key])).toEqual({
      tone: 'good',
      problem: 'The signature verifies with “prod” (abcdef).',
      remedy: '',
    });
    expect(signatureWords(fact, 'other', '{}', [key]).remedy).toMatch(/^It is kept for app mine/);
  });

  it('says why it may not verify, and that a pretty-printed body can not', () => {
    const fact = { outcome: 'failed', key: key.id, signed: undefined } as const;
    expect(signatureWords(fact, undefined, '{}\n', [key]).remedy).toMatch(/another app.*byte for byte/);
    expect(signatureWords(fact, undefined, '{\n}', [key]).remedy).toMatch(/pretty-printed can not verify/);
  });

  it('asks for a secret where none is known', () => {
    expect(signatureWords({ outcome: 'unknown' }, 'mine', '{}', []).problem).toMatch(
      /^No app secret of app mine/,
    );
    expect(signatureWords({ outcome: 'unknown' }, undefined, '{}', []).problem).toMatch(
      /^No app secret is known/,
    );
  });

  it('is said without asking where it can be none, and never repeats it', () => {
    expect(signatureFault('')).toMatchObject({ tone: 'quiet' });
    expect(signatureFault('5f00')?.problem).toMatch(/this has 4 characters/);
    expect(signatureFault('5f00')?.problem).not.toContain('5f00');
    expect(signatureFault('5F'.repeat(32))).toBeUndefined();
  });
});
