import { usePanel } from '../../panel-context';
import { formatCount } from '../../view/formats';

/** How far a long work has come, and the way to stop it. */
export function ProgressPart() {
  const { store } = usePanel();
  const progress = store.progress.value;
  if (!progress) return null;
  const { label, done, total } = progress;
  return (
    <span class="status-part status-progress">
      <span>{label}</span>
      <progress value={done} max={Math.max(1, total)} aria-label={label} />
      <span class="figures">
        {formatCount(done)} of {formatCount(total)}
      </span>
      <button type="button" class="link-button" data-action="stop" onClick={store.stopProgress}>
        Stop
      </button>
    </span>
  );
}
