import type { RowComponentProps } from 'react-window';
import type { RowList } from '../../store';
import type { Marker } from '../../view/marks';
import { EntryRow } from './EntryRow';

interface TableRowProps {
  rows: RowList;
  selectedId: number | undefined;
  marker: Marker;
}

/** A place in the list. What changes about its entry goes on as props, so that rows without a change are left alone. */
export function TableRow({ index, style, rows, selectedId, marker }: RowComponentProps<TableRowProps>) {
  const entry = rows.at(index);
  if (!entry) return <div style={style} />;
  return (
    <EntryRow
      entry={entry}
      state={entry.state}
      awaited={entry.awaited}
      findings={entry.findings}
      text={entry.text}
      index={index}
      place={style.transform as string}
      isSelected={entry.id === selectedId}
      marker={marker}
    />
  );
}
