import { type Marker, splitAtMarks } from '../view/marks';

/** A text with the matches of the filter marked. */
export function Marked({ text, marker }: { text: string; marker: Marker }) {
  if (!marker) return <>{text}</>;
  return (
    <>
      {splitAtMarks(text, marker).map((stretch) =>
        stretch.marked ? <mark>{stretch.text}</mark> : stretch.text,
      )}
    </>
  );
}
