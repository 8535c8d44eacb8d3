import { matchesPattern } from '../../../core/channel-pattern';
import type { Entry } from '../../../core/entry';
import type { KeySummary } from '../../../core/key-summary';
import { describeReason, mayOpenLater, type Reason } from '../../../core/reasons';
import { usePanel } from '../../panel-context';
import { Icon } from '../icons/Icon';
import { KeyForm } from '../keys/KeyForm';
import { Pane } from './Pane';

/** Where the plaintext would be: why there is none, what to do, and the paste field where a key would help. */
export function ReasonPane({ entry }: { entry: Entry }) {
  const { store } = usePanel();
  const { reason, connection, channel } = entry;
  const kinds = connection.protocol?.keyKinds ?? [];
  const words = reason && describeReason(reason, kinds[0]);
  if (!reason || !words) {
    return (
      <Pane name="reason" title="Plaintext">
        <p class="payload-note">Opening…</p>
      </Pane>
    );
  }
  const tried = triedText(reason, store.keys.value);
  return (
    <Pane name="reason" title="Plaintext">
      <div class="reason">
        <p class="reason-problem">
          <Icon name="warning" />
          <strong>{words.problem}</strong>
        </p>
        <p class="reason-remedy">{words.remedy}</p>
        {tried && <p class="reason-tried">{tried}</p>}
        {reason.kind === 'no-key' && <Narrower entry={entry} />}
      </div>
      {mayOpenLater(reason) && <KeyForm kinds={kinds} app={connection.app} channel={channel} />}
    </Pane>
  );
}

function triedText(reason: Reason, keys: readonly KeySummary[]): string | undefined {
  if (!('tried' in reason) || reason.tried.length === 0) return undefined;
  const names = reason.tried.map((id) => {
    const key = keys.find((known) => known.id === id);
    return key ? `“${key.label}” (${id.slice(0, 6)})` : `a removed key (${id.slice(0, 6)})`;
  });
  return `${reason.kind === 'key-size' ? 'Known' : 'Tried'}: ${names.join(', ')}.`;
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
