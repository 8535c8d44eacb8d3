import { usePanel } from '../../panel-context';
import { useKeptFocus } from '../use-kept-focus';
import { CloseButton } from './CloseButton';
import { ProofSection } from './ProofSection';

/** What is known of the capture as a whole. */
export function CaptureDetail() {
  const { store, view } = usePanel();
  const element = useKeptFocus<HTMLElement>();
  // Connections change in place; the counts are a new object after every change that is drawn.
  store.counts.value;
  return (
    <section
      ref={element}
      class="detail"
      data-region="detail"
      data-capture
      aria-label="Whole capture"
      tabIndex={-1}
    >
      <header class="detail-header">
        <div class="detail-title">
          <h2>Whole capture</h2>
          <CloseButton
            onClose={() => {
              view.captureOpen.value = false;
            }}
          />
        </div>
      </header>
      <div class="place-body">
        <ProofSection place={undefined} />
      </div>
    </section>
  );
}
