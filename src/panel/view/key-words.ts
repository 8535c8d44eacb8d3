import type { TestedReading } from '../../core/key-reading';
import type { KeyKind } from '../../core/key-summary';
import { SLIP_WORDS } from '../../core/slips';
import { openedText } from '../../core/verdicts/keys';
import { bytesOf, cut } from '../../core/verdicts/verdict';
import type { Captured } from '../store';
import { countOf } from './formats';
import type { KeyOption } from './key-options';

/** What was understood: "32 bytes from base64; there was a line break at its end". */
export function readingText({ reading, tested }: KeyOption): string {
  const { bytes, form, notes } = reading;
  if (tested?.slip !== undefined) return `${bytesOf(tested.bytes)}: ${SLIP_WORDS[tested.slip].reading}`;
  return [`${bytesOf(bytes)} from ${form}`, ...notes].join('; ');
}

/** What came of the test: "opens 41 of 43 events on 3 channels", "opens nothing here: …". */
export function testText(tested: TestedReading, captured: Captured): string {
  const { kind, opened, of, channels, proved, unverified } = tested;
  if (kind === 'app-secret') return 'opens nothing: signatures are checked with it';
  const said: string[] = [];
  if (opened > 0) said.push(openedText(opened, of, channels) + (captured.isCut ? ', of the newest' : ''));
  if (proved.length > 0)
    said.push(`${opened > 0 ? '' : 'is '}proved by the auth reply of ${namesOf(proved)}`);
  if (said.length > 0) return said.join(', ');
  if (unverified > 0) {
    return `fits ${unverified} of ${countOf(of, 'event')} by the padding alone, as 1 wrong key in 256 does`;
  }
  return `opens nothing here: ${likeliestReason(tested, captured)}`;
}

function namesOf(channels: readonly string[]): string {
  const [first = '', ...more] = channels;
  return more.length === 0 ? cut(first) : `${cut(first)} and ${countOf(more.length, 'more channel')}`;
}

const CIPHER_OF: Readonly<Record<KeyKind, 'secretbox' | 'aes-cbc'>> = {
  'pusher-master': 'secretbox',
  'pusher-shared-secret': 'secretbox',
  'ably-cipher': 'aes-cbc',
  'app-secret': 'secretbox',
};

/** Why a key opens nothing, the likeliest cause first. */
function likeliestReason(tested: TestedReading, captured: Captured): string {
  const { kind, bytes, of, otherSize, outside } = tested;
  const [seen] = captured.seen;
  if (outside > 0) return `it opens ${countOf(outside, 'event')} of another app or channel than is chosen`;
  if (kind === 'pusher-master' && seen !== undefined)
    return `it does not derive the secret of the auth reply of ${cut(seen)}, so it is the key of another environment or app`;
  if (captured.secretbox + captured['aes-cbc'] === 0) return 'nothing captured is encrypted yet';
  if (captured[CIPHER_OF[kind]] === 0) return 'what is captured is encrypted for another kind of key';
  if (of === 0) return 'nothing of the app and channel that are chosen is encrypted';
  if (otherSize === of)
    return `the events are encrypted for a key of ${bytes === 16 ? 32 : 16} bytes, and this one has ${bytes}`;
  return kind === 'ably-cipher'
    ? 'it may be the key of another environment, app or channel'
    : 'the events are sealed with another key, as those of another environment or app are';
}
