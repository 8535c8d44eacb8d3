import { matchesPattern } from '../../../core/channel-pattern';
import type { Connection, Entry } from '../../../core/entry';
import { KEY_KINDS } from '../../../core/key-summary';
import { lacksKey, mayOpenLater } from '../../../core/verdicts';
import { usePanel } from '../../panel-context';
import { KeyForm } from '../keys/KeyForm';
import { openingKinds } from '../keys/key-kinds';
import { LearningSwitch } from '../keys/LearningSwitch';
import { Pane } from './Pane';
import { UnseenReply, unseenOf } from './UnseenReply';
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
      {lacksKey(findings) && <MissedReply entry={entry} />}
      {mayOpenLater(findings) && (
        <KeyForm
          kinds={openingKinds(connection.protocol?.keyKinds ?? KEY_KINDS)}
          app={connection.app}
          channel={channel}
        />
      )}
      {lacksKey(findings) && takesSecrets(connection) && (
        <div class="learning">
          <LearningSwitch />
        </div>
      )}
    </Pane>
  );
}

/** True where the key of a channel may come with the page's own auth reply. */
function takesSecrets({ protocol }: Connection): boolean {
  return protocol?.keyKinds.includes('pusher-shared-secret') ?? false;
}

function MissedReply({ entry: { connection, channel: name } }: { entry: Entry }) {
  const { store } = usePanel();
  // What is known of a channel changes in place; the counts are a new object after every change that is drawn.
  store.counts.value;
  const channel = connection.channels.get(name);
  const unseen = channel && unseenOf(store, connection, channel);
  return unseen ? <UnseenReply unseen={unseen} /> : null;
}

/** A key that is kept to other channels would be no help in silence. */
function Narrower({ entry: { connection, channel } }: { entry: Entry }) {
  const { store } = usePanel();
  const kinds = openingKinds(connection.protocol?.keyKinds ?? []);
  const narrower = store.keys.value.filter(
    ({ kind, scope, learned }) =>
      !learned &&
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
