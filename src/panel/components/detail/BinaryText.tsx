import { useState } from 'preact/hooks';
import { ChoiceButton } from './ChoiceButton';
import { HexText } from './HexText';
import { LongText } from './LongText';

/** Bytes that are no text: as base64 or as a hex dump. */
export function BinaryText({ base64 }: { base64: string }) {
  const [form, setForm] = useState<'base64' | 'hex'>('base64');
  return (
    <>
      <p class="payload-note payload-views">
        <span>Not UTF-8 text.</span>
        <ChoiceButton
          choice="base64"
          label="Base64"
          isChosen={form === 'base64'}
          onChoose={() => setForm('base64')}
        />
        <ChoiceButton choice="hex" label="Hex" isChosen={form === 'hex'} onChoose={() => setForm('hex')} />
      </p>
      {form === 'hex' ? <HexText base64={base64} /> : <LongText text={base64} />}
    </>
  );
}
