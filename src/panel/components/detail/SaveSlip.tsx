import { useState } from 'preact/hooks';
import type { Entry } from '../../../core/entry';
import type { Finding } from '../../../core/verdicts';
import { usePanel } from '../../panel-context';
import type { AddedKeys } from '../../store';

/** Makes the reading of a key's text that has opened an event a key of its own. */
export function SaveSlip({
  finding,
  entry,
}: {
  finding: Extract<Finding, { id: 'key-slip' }>;
  entry: Entry;
}) {
  const { store } = usePanel();
  const [saved, setSaved] = useState<AddedKeys>();
  const save = async () => setSaved(await store.saveSlip(finding.key, finding.slip, entry));
  return (
    <p class="verdict-act" role="status">
      {saved?.ok ? (
        saved.keys.map(({ id, label }) => `Saved as “${label}” (${id.slice(0, 6)}).`).join(' ')
      ) : (
        <button type="button" class="text-button" data-action="save-slip" onClick={save}>
          Save this reading as a key
        </button>
      )}
      {saved && !saved.ok && (
        <span class="key-refused">
          {' '}
          <strong>{saved.problem}</strong> {saved.remedy}
        </span>
      )}
    </p>
  );
}
