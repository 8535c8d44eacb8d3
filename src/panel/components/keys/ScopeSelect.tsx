import { usePanel } from '../../panel-context';
import { shortId } from '../../view/formats';

/** Which app a key is for: all, or one whose app key was seen in this tab. */
export function ScopeSelect({ app }: { app: string | undefined }) {
  const { store } = usePanel();
  const seen = new Set<string>(app === undefined ? [] : [app]);
  for (const connection of store.connections.value)
    if (connection.app !== undefined) seen.add(connection.app);
  return (
    <label>
      <span>For</span>
      <select name="scope">
        <option value="">All apps</option>
        {[...seen].map((key) => (
          <option key={key} value={key} title={key}>
            App {shortId(key)}
          </option>
        ))}
      </select>
    </label>
  );
}
