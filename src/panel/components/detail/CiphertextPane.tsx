import { base64Bytes } from '../../../core/bytes';
import type { Entry } from '../../../core/entry';
import { payloadBytes } from '../../../core/frame';
import { contentOf } from '../../view/content';
import { formatBytes } from '../../view/formats';
import { CopyButton } from '../CopyButton';
import { LongText } from './LongText';
import { Pane } from './Pane';
import { Payload } from './Payload';

/** The encrypted side: the members of the envelope, or the data as it came where it is no envelope. */
export function CiphertextPane({ entry }: { entry: Entry }) {
  const content = contentOf(entry);
  if (content?.kind === 'sealed') {
    const { nonce, ciphertext } = content.sealed;
    return (
      <Pane name="ciphertext" title="Ciphertext" note={sizeOf(ciphertext)}>
        <dl class="envelope">
          <Member name="nonce" value={nonce} />
          <Member name="ciphertext" value={ciphertext} />
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
      tools={<CopyButton text={() => text} what="Data" />}
    >
      <Payload key={entry.id} text={text} />
    </Pane>
  );
}

function Member({ name, value }: { name: string; value: string }) {
  return (
    <div class="member" data-member={name}>
      <dt>
        {name}
        <span class="member-size">{sizeOf(value)}</span>
        <CopyButton text={() => value} what={name === 'nonce' ? 'Nonce' : 'Ciphertext'} />
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
