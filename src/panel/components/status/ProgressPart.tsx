import { usePanel } from '../../panel-context';
import type { Progress } from '../../store';
import { formatCount } from '../../view/formats';
import { useKeptFocus } from '../use-kept-focus';

/** How far a long work has come, and the way to stop it. */
export function ProgressPart() {
  const { store } = usePanel();
  const progress = store.progress.value;
  return progress ? <ProgressLine progress={progress} stop={store.stopProgress} /> : null;
}

function ProgressLine({ progress, stop }: { progress: Progress; stop(): void }) {
  const element = useKeptFocus<HTMLSpanElement>();
  const { label, done, total } = progress;
  return (
    <span ref={element} class="status-part status-progress">
      <span>{label}</span>
      <progress value={done} max={Math.max(1, total)} aria-label={label} />
      <span class="figures">
        {formatCount(done)} of {formatCount(total)}
      </span>
      <button type="button" class="link-button" data-action="stop" onClick={stop}>
        Stop
      </button>
    </span>
  );
}
