import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Entry } from '../../../core/entry';
import { usePanel } from '../../panel-context';
import { describeEntry } from '../../view/content';
import { Icon } from '../icons/Icon';
import { useKeptFocus } from '../use-kept-focus';
import { CaptureDetail } from './CaptureDetail';
import { DataPane } from './DataPane';
import { DetailHeader } from './DetailHeader';
import { EncodingSteps } from './EncodingSteps';
import { EncryptedPanes } from './EncryptedPanes';
import { FactsPane } from './FactsPane';
import { PlaceDetail } from './PlaceDetail';
import { RawPane } from './RawPane';
import { VerdictList } from './VerdictList';

/** Narrower than this the panes lie one over the other. */
const SIDE_BY_SIDE_WIDTH = 420;

/** What was clicked last: the selected event, a place, or the whole capture. */
export function Detail() {
  const { store, view } = usePanel();
  const selected = store.selected.value;
  // Entries change in place, and a component that reads signals is drawn again only when its props differ: a copy for
  // every change brings a late key's plaintext to all of them.
  const entry = useMemo(() => selected && { ...selected.entry }, [selected]);
  const place = store.place.value;
  if (view.captureOpen.value) return <CaptureDetail />;
  if (place && view.placeOpen.value) return <PlaceDetail place={place} />;
  return entry ? <EventDetail entry={entry} /> : null;
}

/** The selected event, whole. */
function EventDetail({ entry }: { entry: Entry }) {
  const element = useKeptFocus<HTMLElement>();
  const width = useWidth(element);
  return (
    <section ref={element} class="detail" data-region="detail" aria-label="Event" tabIndex={-1}>
      <DetailHeader entry={entry} />
      <DetailTab entry={entry} width={width} />
    </section>
  );
}

function DetailTab({ entry, width }: { entry: Entry; width: number }) {
  const { view } = usePanel();
  const sideBySide = !view.narrow.value && width >= SIDE_BY_SIDE_WIDTH;
  switch (view.detailTab.value) {
    case 'raw':
      return <RawPane entry={entry} />;
    case 'details':
      return <FactsPane entry={entry} />;
    case 'content':
      return (
        <>
          <Notice entry={entry} />
          {entry.state !== 'dark' && (
            <VerdictList
              findings={entry.findings}
              subject={`${entry.event} on ${entry.channel}`}
              entry={entry}
            />
          )}
          <EncodingSteps entry={entry} />
          <EventContent entry={entry} sideBySide={sideBySide} />
        </>
      );
  }
}

/** What an error means and what the client will do, where its protocol says so. */
function Notice({ entry }: { entry: Entry }) {
  const { notice } = describeEntry(entry);
  // The verdict says the same, and what it rests on.
  const isSaid = entry.findings.some(({ id }) => id === 'close-code');
  if (notice === undefined || isSaid) return null;
  return (
    <div class="event-notice" data-notice>
      <Icon name="warning" />
      <p>
        {notice.problem} <span class="event-notice-remedy">{notice.remedy}</span>
      </p>
    </div>
  );
}

function EventContent({ entry, sideBySide }: { entry: Entry; sideBySide: boolean }) {
  switch (entry.state) {
    case 'opened':
    case 'unverified':
    case 'dark':
      return <EncryptedPanes entry={entry} sideBySide={sideBySide} />;
    case 'clear':
    case 'control':
      return <DataPane entry={entry} />;
  }
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    setWidth(measured.clientWidth);
    const observer = new ResizeObserver(() => setWidth(measured.clientWidth));
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
