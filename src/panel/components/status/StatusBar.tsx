import { usePanel } from '../../panel-context';
import { countOf, formatCount } from '../../view/formats';
import { useKeptFocus } from '../use-kept-focus';
import { LockedNotice } from './LockedNotice';
import { ProgressPart } from './ProgressPart';
import { Trouble } from './Trouble';

/** What the table does not show: counts, what was lost, what waits, what is under way. */
export function StatusBar() {
  const { store, view } = usePanel();
  return (
    <footer class="status" data-region="status">
      <Trouble />
      <LockedNotice />
      <div class="status-line">
        <CountsPart />
        {store.link.value === 'connecting' && <span class="status-part">Connecting…</span>}
        <span class="toolbar-room" />
        {view.note.value !== '' && (
          <span class="status-part" role="status">
            {view.note.value}
          </span>
        )}
        {store.canUndoClear.value && <UndoPart />}
        <ProgressPart />
        <ProofButton />
      </div>
    </footer>
  );
}

function UndoPart() {
  const { store } = usePanel();
  const element = useKeptFocus<HTMLSpanElement>();
  return (
    <span ref={element} class="status-part">
      Cleared.{' '}
      <button type="button" class="link-button" data-action="undo-clear" onClick={store.undoClear}>
        Undo
      </button>
    </span>
  );
}

/** How much of the capture was encrypted, for whoever has to show it. */
function ProofButton() {
  const { store, view } = usePanel();
  if (store.connections.value.length === 0) return null;
  const isOpen = view.captureOpen.value;
  return (
    <span class="status-part">
      <button
        type="button"
        class="link-button"
        data-action="proof"
        aria-expanded={isOpen}
        aria-label="Encryption proof"
        title="How many events were encrypted, and which were not"
        onClick={() => {
          view.captureOpen.value = !isOpen;
        }}
      >
        <span class="proof-subject">Encryption </span>proof
      </button>
    </span>
  );
}

function CountsPart() {
  const { store } = usePanel();
  const counts = store.counts.value;
  return (
    <>
      <span class="status-part">
        <Count name="shown" value={counts.shown} /> shown{' '}
        {counts.untested > 0 && <span data-so-far>so far </span>}
        of <Count name="held" value={counts.held} />
      </span>
      <span class={counts.dropped > 0 ? 'status-part status-loud' : 'status-part'}>
        <Count name="dropped" value={counts.dropped} /> dropped
      </span>
      <span class="status-part">
        <Count name="dark" value={counts.dark} /> dark
        {counts.dark > 0 && `: ${countOf(counts.reasons, 'reason')}`}
      </span>
      {store.paused.value && (
        <span class="status-part status-loud">
          Paused: <Count name="waiting" value={counts.waiting} /> waiting
        </span>
      )}
      {counts.folded > 0 && (
        <span class="status-part status-minor">{countOf(counts.folded, 'control event')} folded</span>
      )}
      {counts.unknownConnections > 0 && (
        <span class="status-part status-minor" title={countOf(counts.unknownFrames, 'frame')}>
          {countOf(counts.unknownConnections, 'WebSocket')} of no known protocol
        </span>
      )}
    </>
  );
}

function Count({ name, value }: { name: string; value: number }) {
  return <span data-count={name}>{formatCount(value)}</span>;
}
