import { useState } from 'preact/hooks';
import { usePanel } from '../../panel-context';
import { formatCount } from '../../view/formats';
import { Marked } from '../Marked';

/** Laying out a megabyte of wrapped text takes longer than a frame; it comes in pieces of this length. */
const PIECE_CHARS = 20_000;

/** A text of any length, wrapped; only ever text. */
export function LongText({ text }: { text: string }) {
  const { view } = usePanel();
  const [shown, setShown] = useState(PIECE_CHARS);
  const isCut = text.length > shown;
  return (
    <>
      <pre class="text">
        <Marked text={isCut ? text.slice(0, shown) : text} marker={view.marker.value} />
      </pre>
      {isCut && (
        <button type="button" class="link-button" onClick={() => setShown(shown * 4)}>
          Show more ({formatCount(text.length - shown)} characters)
        </button>
      )}
    </>
  );
}
