import { base64Bytes, fromBase64, toBase64 } from '../../../core/bytes';
import type { Entry } from '../../../core/entry';
import { payloadBytes } from '../../../core/frame';
import { readContent } from '../../../core/read-content';
import type { Sealed } from '../../../core/sealed';
import { cleanText } from '../../view/copy-text';
import { formatBytes } from '../../view/formats';
import { CopyButton } from '../CopyButton';
import { LongText } from './LongText';
import { Pane } from './Pane';
import { Payload } from './Payload';

const IV_BYTES = 16;
const MEMBER_LABELS: Record<string, string> = { nonce: 'Nonce', IV: 'IV', ciphertext: 'Ciphertext' };

/** The encrypted side: the members of the envelope, or the data as it came where it is no envelope. */
export function CiphertextPane({ entry }: { entry: Entry }) {
  const content = readContent(entry);
  if (content?.kind === 'sealed') {
    const { sealed } = content;
    return (
      <Pane name="ciphertext" title="Ciphertext" note={sizeOf(sealed.ciphertext)}>
        <dl class="envelope">
          {membersOf(sealed).map(([name, value]) => (
            <Member key={name} name={name} value={value} />
          ))}
        </dl>
      </Pane>
    );
  }
  const text = content && 'text' in content ? content.text : '';
  return (
    <Pane
      name="ciphertext"
      title="Data as it came"
      note={formatBytes(payloadBytes({ text }))}
      tools={<CopyButton text={() => cleanText(entry, text)} what="Data" />}
    >
      <Payload key={entry.id} text={text} entry={entry} />
    </Pane>
  );
}

/** The parts of a ciphertext by their names. AES-CBC has its IV in front of the blocks: 16 bytes, which end inside a base64 group. */
function membersOf(sealed: Sealed): [name: string, base64: string][] {
  if (sealed.cipher === 'secretbox') {
    return [
      ['nonce', sealed.nonce],
      ['ciphertext', sealed.ciphertext],
    ];
  }
  const bytes = fromBase64(sealed.ciphertext) ?? new Uint8Array();
  return [
    ['IV', toBase64(bytes.subarray(0, IV_BYTES))],
    ['ciphertext', toBase64(bytes.subarray(IV_BYTES))],
  ];
}

function Member({ name, value }: { name: string; value: string }) {
  return (
    <div class="member" data-member={name}>
      <dt>
        {name}
        <span class="member-size">{sizeOf(value)}</span>
        <CopyButton text={() => value} what={MEMBER_LABELS[name] ?? name} />
      </dt>
      <dd>
        <LongText text={value} />
      </dd>
    </div>
  );
}

function sizeOf(base64: string): string {
  const bytes = base64Bytes(base64);
  return bytes === undefined ? 'no base64' : formatBytes(bytes);
}
