import { memo } from 'preact/compat';
import type { Entry, EntryState } from '../../../core/entry';
import { type Finding, toVerdict } from '../../../core/verdicts';
import { countOf, formatCount, formatTime } from '../../view/formats';
import type { Marker } from '../../view/marks';
import { cutName, shortEvent } from '../../view/names';
import { previewOf } from '../../view/preview';
import { worstOfEntry } from '../../view/verdicts';
import { Marked } from '../Marked';
import { Name } from '../Name';
import { StateWord } from '../StateWord';
import { cell } from './cell';

interface EntryRowProps {
  entry: Entry;
  /** Entries change in place; these are what a row shows of it that can change. */
  state: EntryState;
  awaited: boolean;
  findings: readonly Finding[];
  text: string;
  index: number;
  /** CSS transform that puts the row at its place. */
  place: string;
  isSelected: boolean;
  marker: Marker;
}

/** One event as a row of the table. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, state, index, place, isSelected, marker } = props;
  const gap = entry.droppedBefore > 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <tr> needs a <table>, which cannot be drawn in part.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the selected row by its id.
    <div
      id={`row-${entry.id}`}
      class={`row row-${state}${gap ? ' row-gap' : ''}`}
      style={{ transform: place }}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-entry={entry.id}
      data-state={state}
      title={gap ? `${countOf(entry.droppedBefore, 'frame')} dropped before this event` : undefined}
    >
      {cell('time', formatTime(entry.at))}
      {cell(
        'channel',
        <>
          <span class="direction" role="img" aria-label={entry.direction} title={entry.direction}>
            {entry.direction === 'sent' ? '↑' : '↓'}
          </span>
          <Name name={entry.channel} marker={marker} />
        </>,
        cutName(entry.channel),
      )}
      {cell(
        'event',
        <>
          <span class="event-name">
            <Marked text={shortEvent(entry.event)} marker={marker} />
          </span>
          {entry.cached && <span class="tag">cached</span>}
          {entry.restored && <span class="tag">delta</span>}
        </>,
        cutName(entry.event),
      )}
      {cell('size', entry.size > 0 ? formatCount(entry.size) : '–')}
      {cell('state', <StateWord state={state} isWaiting={props.awaited} worst={worstOfEntry(props)} />)}
      {cell('preview', <Preview entry={entry} state={state} findings={props.findings} marker={marker} />)}
    </div>
  );
});

type PreviewProps = Pick<EntryRowProps, 'entry' | 'state' | 'findings' | 'marker'>;

/** A row has no room to name a key. */
const noName = () => 'a key';

function Preview({ entry, state, findings, marker }: PreviewProps) {
  const [first] = findings;
  if (state === 'dark' && first !== undefined)
    return <span class="preview-reason">{toVerdict(first, noName).problem}</span>;
  if (entry.binary) return <span>{`binary, base64: ${previewOf(entry.text, undefined)}`}</span>;
  return <Marked text={previewOf(entry.text, marker)} marker={marker} />;
}
