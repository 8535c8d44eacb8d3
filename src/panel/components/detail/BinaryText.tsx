import { useMemo, useState } from 'preact/hooks';
import { fromBase64, toHex } from '../../../core/bytes';
import { LongText } from './LongText';

/** Bytes that are no text: as base64 or as hex. */
export function BinaryText({ base64 }: { base64: string }) {
  const [isHex, setHex] = useState(false);
  const hex = useMemo(() => (isHex ? hexOf(base64) : ''), [base64, isHex]);
  return (
    <>
      <p class="payload-note">
        Not UTF-8 text; shown as {isHex ? 'hex' : 'base64'}.{' '}
        <button type="button" class="link-button" onClick={() => setHex(!isHex)}>
          Show as {isHex ? 'base64' : 'hex'}
        </button>
      </p>
      <LongText text={isHex ? hex : base64} />
    </>
  );
}

function hexOf(base64: string): string {
  const bytes = fromBase64(base64);
  // Groups of two bytes, as hex dumps have them.
  return bytes ? toHex(bytes).replace(/(.{4})(?=.)/g, '$1 ') : '';
}
