import { type Marker, splitAtMarks } from '../view/marks';
import { commonPart, cutName, splitName } from '../view/names';

interface NameProps {
  name: string;
  marker: Marker;
  /** Nothing is left out that there is room for. */
  isWhole?: boolean;
}

/**
 * A channel name whose end stays in sight where there is little room. A marked one is cut at its end instead, but what it
 * has in common with others is left out unless a mark stands in it.
 */
export function Name({ name, marker, isWhole = false }: NameProps) {
  const shown = cutName(name);
  const usual = isWhole ? '' : commonPart(shown);
  const stretches = splitAtMarks(shown, marker);
  if (stretches.some((stretch) => stretch.marked)) {
    const [first] = stretches;
    const start = first && !first.marked ? first.text : '';
    const common = start.startsWith(usual) ? usual : '';
    return (
      <span class="name">
        {common !== '' && <span class="name-common">{common}</span>}
        <span class="name-marked">
          {start.slice(common.length)}
          {stretches
            .slice(start === '' ? 0 : 1)
            .map((stretch) => (stretch.marked ? <mark>{stretch.text}</mark> : stretch.text))}
        </span>
      </span>
    );
  }
  if (usual !== '') {
    return (
      <span class="name">
        <span class="name-common">{usual}</span>
        <span class="name-rest">{shown.slice(usual.length)}</span>
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
