import { useMemo, useState } from 'preact/hooks';
import { fromBase64 } from '../../../core/bytes';
import { formatBytes } from '../../view/formats';
import { hexDump } from '../../view/hex-dump';

/** A dump is some five times as long as its bytes; it comes in pieces. */
const PIECE_BYTES = 4_096;

/** Bytes as a hex dump. */
export function HexText({ base64 }: { base64: string }) {
  const [most, setMost] = useState(PIECE_BYTES);
  const bytes = useMemo(() => fromBase64(base64) ?? new Uint8Array(), [base64]);
  const rest = bytes.length - most;
  return (
    <>
      <pre class="text text-hex">{hexDump(bytes, most)}</pre>
      {rest > 0 && (
        <button type="button" class="link-button" onClick={() => setMost(most * 4)}>
          Show more ({formatBytes(rest)})
        </button>
      )}
    </>
  );
}
