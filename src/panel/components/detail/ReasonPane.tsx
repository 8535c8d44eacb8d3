import { matchesPattern } from '../../../core/channel-pattern';
import type { Entry } from '../../../core/entry';
import { lacksKey, mayOpenLater } from '../../../core/verdicts';
import { usePanel } from '../../panel-context';
import { KeyForm } from '../keys/KeyForm';
import { Pane } from './Pane';
import { VerdictList } from './VerdictList';

/** Where the plaintext would be: why there is none, what to do, and the paste field where a key would help. */
export function ReasonPane({ entry }: { entry: Entry }) {
  const { awaited, findings, connection, channel, event } = entry;
  if (awaited) {
    return (
      <Pane name="reason" title="Plaintext">
        <p class="payload-note">Opening…</p>
      </Pane>
    );
  }
  return (
    <Pane name="reason" title="Plaintext">
      <VerdictList findings={findings} subject={`${event} on ${channel}`} entry={entry} />
      {lacksKey(findings) && <Narrower entry={entry} />}
      {mayOpenLater(findings) && (
        <KeyForm kinds={connection.protocol?.keyKinds ?? []} app={connection.app} channel={channel} />
      )}
    </Pane>
  );
}

/** A key that is kept to other channels would be no help in silence. */
function Narrower({ entry: { connection, channel } }: { entry: Entry }) {
  const { store } = usePanel();
  const kinds = connection.protocol?.keyKinds ?? [];
  const narrower = store.keys.value.filter(
    ({ kind, scope }) =>
      kinds.includes(kind) &&
      scope.channel !== undefined &&
      (scope.app === undefined || scope.app === connection.app) &&
      !matchesPattern(scope.channel, channel),
  );
  return narrower.map(({ id, label, scope }) => (
    <p key={id} class="reason-tried">
      “{label}” ({id.slice(0, 6)}) is kept to {scope.channel}. To use it here too, add it again for any
      channel.
    </p>
  ));
}
