import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../../core/entry';
import { usePanel } from '../../panel-context';
import { DataPane } from './DataPane';
import { DetailHeader } from './DetailHeader';
import { EncryptedPanes } from './EncryptedPanes';
import { RawPane } from './RawPane';

/** Narrower than this the panes lie one over the other. */
const SIDE_BY_SIDE_WIDTH = 420;

/** The selected event, whole. */
export function Detail() {
  const { store, view } = usePanel();
  const [element, width] = useWidth();
  const selected = store.selected.value;
  // Entries change in place, and a component that reads signals is drawn again only when its props differ: a copy for
  // every change brings a late key's plaintext to all of them.
  const entry = useMemo(() => selected && { ...selected.entry }, [selected]);
  if (!entry) return null;
  return (
    <section ref={element} class="detail" data-region="detail" aria-label="Event" tabIndex={-1}>
      <DetailHeader entry={entry} />
      {view.detailTab.value === 'raw' ? (
        <RawPane entry={entry} />
      ) : (
        <EventContent entry={entry} sideBySide={!view.narrow.value && width >= SIDE_BY_SIDE_WIDTH} />
      )}
    </section>
  );
}

function EventContent({ entry, sideBySide }: { entry: Entry; sideBySide: boolean }) {
  switch (entry.state) {
    case 'opened':
    case 'dark':
      return <EncryptedPanes entry={entry} sideBySide={sideBySide} />;
    case 'clear':
    case 'control':
      return <DataPane entry={entry} />;
  }
}

function useWidth() {
  const element = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    setWidth(measured.clientWidth);
    const observer = new ResizeObserver(() => setWidth(measured.clientWidth));
    observer.observe(measured);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}
