import { usePanel } from '../../panel-context';
import { Dialog } from '../Dialog';
import { KeyForm } from './KeyForm';
import { KeyList } from './KeyList';
import { kindsFor } from './key-kinds';
import { LearningPart } from './LearningPart';
import { LockPart } from './LockPart';
import { UnreadablePart } from './UnreadablePart';

/** Keys that are known, and the form that adds one. */
export function KeysDialog() {
  const { store, view } = usePanel();
  // Closed, it is not there at all: what was pasted and not added is gone with it.
  if (!view.keysOpen.value) return null;
  // What is locked is to be unlocked before anything is pasted.
  const isLocked = store.atRest.value.lock === 'locked';
  const close = () => {
    view.keysOpen.value = false;
  };
  const lockPart = <LockPart key="lock" />;
  const keyForm = <KeyForm key="form" kinds={kindsFor(store.connections.value)} />;
  return (
    <Dialog name="keys" title="Keys" onClose={close}>
      <KeyList />
      <UnreadablePart />
      {/* Moved, not made anew: it says what came of the passphrase, and has the focus. */}
      {isLocked ? [lockPart, keyForm] : [keyForm, lockPart]}
      <LearningPart />
    </Dialog>
  );
}
