import type { KeyKind } from '../../../core/key-summary';
import { usePanel } from '../../panel-context';
import { shortId } from '../../view/formats';
import { connectionsFor, KIND_WORDS } from './key-kinds';

interface ScopeSelectProps {
  kind: KeyKind;
  app: string | undefined;
  onChange(): void;
}

/** Which app a key is for: all, or one that was seen in this tab. */
export function ScopeSelect({ kind, app, onChange }: ScopeSelectProps) {
  const { store } = usePanel();
  const seen = new Set<string>(app === undefined ? [] : [app]);
  for (const connection of connectionsFor(kind, store.connections.value))
    if (connection.app !== undefined) seen.add(connection.app);
  return (
    <label>
      <span>{KIND_WORDS[kind].app}</span>
      <select name="scope" onChange={onChange}>
        <option value="">All apps</option>
        {[...seen].map((id) => (
          <option key={id} value={id} title={id}>
            {shortId(id)}
          </option>
        ))}
      </select>
    </label>
  );
}
