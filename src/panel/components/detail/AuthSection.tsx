import { exchangesOf } from '../../auth-subjects';
import { usePanel } from '../../panel-context';
import type { Place } from '../../store';
import { authFacts, MAX_LISTED, requestFacts } from '../../view/auth-facts';
import { countOf } from '../../view/formats';
import { nameKeys } from '../../view/verdicts';
import { FactList } from './FactList';
import { UnseenReply, unseenOf } from './UnseenReply';

/** The requests to the auth endpoint for a channel, or for the user of a connection, and what was found out from them. */
export function AuthSection({ place: { connection, channel: name } }: { place: Place }) {
  const { store } = usePanel();
  // What is known of a channel changes in place; the counts are a new object after every change that is drawn.
  store.counts.value;
  const channel = name === undefined ? undefined : connection.channels.get(name);
  const subject = store.authorisationOf(connection, channel);
  const facts = subject ? authFacts(subject, nameKeys(store.keys.value)) : [];
  const learned = new Set(store.keys.value.filter((key) => key.learned).map(({ id }) => id));
  const more = subject ? exchangesOf(subject).length - MAX_LISTED : 0;
  const unseen = channel && unseenOf(store, connection, channel);
  if (facts.length === 0 && unseen === undefined) return null;
  return (
    <div class="place-section" data-section="auth">
      <h3>{channel ? 'Auth requests' : 'Sign-in'}</h3>
      {unseen && <UnseenReply unseen={unseen} />}
      <FactList facts={facts} />
      {more > 0 && <p class="payload-note">{countOf(more, 'earlier request')} not listed</p>}
      {subject && <FactList facts={requestFacts(subject, learned)} />}
    </div>
  );
}
