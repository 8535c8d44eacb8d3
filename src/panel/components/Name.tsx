import { type Marker, splitAtMarks } from '../view/marks';
import { commonPart, cutName, splitName } from '../view/names';

interface NameProps {
  name: string;
  marker: Marker;
  /** Nothing is left out that there is room for. */
  isWhole?: boolean;
}

/** A channel name whose end stays in sight where there is little room. A marked one is cut at its end instead. */
export function Name({ name, marker, isWhole = false }: NameProps) {
  const shown = cutName(name);
  const stretches = splitAtMarks(shown, marker);
  if (stretches.some((stretch) => stretch.marked)) {
    return (
      <span class="name">
        <span class="name-marked">
          {stretches.map((stretch) => (stretch.marked ? <mark>{stretch.text}</mark> : stretch.text))}
        </span>
      </span>
    );
  }
  const common = isWhole ? '' : commonPart(shown);
  if (common !== '') {
    return (
      <span class="name">
        <span class="name-common">{common}</span>
        <span class="name-rest">{shown.slice(common.length)}</span>
      </span>
    );
  }
  const { head, tail } = splitName(shown);
  return (
    <span class="name">
      <span class="name-head">{head}</span>
      <span class="name-tail">{tail}</span>
    </span>
  );
}
