import { usePanel } from '../../panel-context';
import { Dialog } from '../Dialog';
import { PasteForm } from './PasteForm';

/** Where what was captured elsewhere is opened. */
export function PasteDialog() {
  const { view } = usePanel();
  if (!view.pasteOpen.value) return null;
  return (
    <Dialog
      name="paste"
      title="Open what was captured elsewhere"
      onClose={() => {
        view.pasteOpen.value = false;
      }}
    >
      <PasteForm />
    </Dialog>
  );
}
