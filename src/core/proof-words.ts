import type { EncryptionProof, Leak } from './encryption-proof';
import { bytesOf, countOf, cut, type Evidence, timeOf } from './verdicts/verdict';
import { type FormCounts, WIRE_FORMS } from './wire-form';

/** What a proof comes to, in one sentence. */
export function proofSentence({ encrypted, encryptedChannels, channel }: EncryptionProof): string {
  if (encryptedChannels === 0) return 'The capture has no encrypted channel.';
  const where = channel === undefined ? 'on encrypted channels' : 'on this channel';
  if (encrypted.clear > 0) return `${countOf(encrypted.clear, 'event')} went out in the clear ${where}.`;
  if (encrypted.encrypted === 0) return `No event is held that was encrypted ${where}.`;
  return `No event that is held went out in the clear ${where}.`;
}

/** The facts of a proof, for people. */
export function proofFacts(proof: EncryptionProof): Evidence[] {
  const { channel, encrypted, encryptedChannels, others, otherChannels, uncounted, dropped } = proof;
  const isWhole = channel === undefined;
  const total = sumOf(encrypted);
  const on = isWhole ? ` on ${countOf(encryptedChannels, 'encrypted channel')}` : '';
  return [
    {
      name: 'encrypted',
      value: `${encrypted.encrypted.toLocaleString('en')} of ${countOf(total, 'event')}${on}`,
    },
    { name: 'in the clear', value: countOf(encrypted.clear, 'event') },
    ...counted('never encrypted', encrypted.never, 'annotations, objects and what the server writes'),
    ...counted('without data', encrypted.empty),
    ...counted('not readable', encrypted.unreadable, 'no envelope that could be opened'),
    ...(isWhole
      ? [
          {
            name: 'other channels',
            value: `${countOf(others.clear, 'event')} in the clear on ${countOf(otherChannels, 'channel')} without encryption`,
          },
        ]
      : []),
    ...counted('of no channel', uncounted, 'not counted above'),
    { name: 'master key', value: keyWords(proof) },
    {
      name: 'gaps',
      value:
        dropped === 0
          ? 'none: nothing was lost or pushed out'
          : `${countOf(dropped, 'frame or event', 'frames and events')} lost or pushed out of the full capture: nothing is known of them`,
    },
  ];
}

/** Leaks that are counted and not listed; undefined for none. */
export function moreLeaks({ encrypted, leaks }: EncryptionProof): string | undefined {
  const more = encrypted.clear - leaks.length;
  return more > 0 ? `and ${more.toLocaleString('en')} more` : undefined;
}

/** A leak in words; which channel only where the list is of several. */
export function leakWords({ at, channel, event, size }: Leak, withChannel: boolean): Evidence {
  const on = withChannel ? ` on ${cut(channel, 200)}` : '';
  return { name: timeOf(at), value: `${cut(event, 200)}${on}, ${bytesOf(size)}` };
}

function sumOf(forms: FormCounts): number {
  return WIRE_FORMS.reduce((sum, form) => sum + forms[form], 0);
}

function counted(name: string, count: number, note?: string): Evidence[] {
  if (count <= 0) return [];
  return [{ name, value: `${countOf(count, 'event')}${note === undefined ? '' : `: ${note}`}` }];
}

function keyWords({ keyInPage }: EncryptionProof): string {
  if (keyInPage === undefined) return 'not looked for in the page: none is known here';
  if (keyInPage.length === 0) return 'not found in the parts of the page that were looked at';
  return `stands in the page: ${keyInPage.slice(0, 5).map(withoutQuery).join(', ')}`;
}

/** Addresses of scripts may carry what a visitor logged in with. */
function withoutQuery(url: string): string {
  return cut(url.replace(/[?#].*$/s, ''), 200);
}
