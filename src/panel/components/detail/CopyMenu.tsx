import type { Entry } from '../../../core/entry';
import { readContent } from '../../../core/read-content';
import { usePanel } from '../../panel-context';
import { copyAndSay } from '../../view/acts';
import { cleanText, frameForCopy, rowAsJson, rowAsText } from '../../view/copy-text';
import { Icon } from '../icons/Icon';
import { Popover } from '../Popover';

interface CopyItem {
  action: string;
  label: string;
  /** Made when it is asked for: a payload may be large. */
  text(): string;
}

/** Everything of an event that can be copied; never a key. */
export function CopyMenu({ entry }: { entry: Entry }) {
  const { view } = usePanel();
  const face = (
    <>
      Copy
      <Icon name="expanded" />
    </>
  );
  return (
    <Popover face={face} label="Copy" action="copy" role="menu">
      {itemsFor(entry).map(({ action, label, text }) => (
        <button
          key={action}
          type="button"
          class="menu-item"
          role="menuitem"
          tabIndex={-1}
          data-action={action}
          onClick={(event) => {
            event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
            void copyAndSay(view, text(), label);
          }}
          onKeyDown={moveInMenu}
        >
          {label}
        </button>
      ))}
    </Popover>
  );
}

function itemsFor(entry: Entry): CopyItem[] {
  const items: CopyItem[] = [];
  if (entry.state === 'opened' || entry.state === 'unverified')
    items.push({ action: 'copy-plaintext', label: 'Plaintext', text: () => entry.text });
  if (entry.state === 'clear' || entry.state === 'control') {
    items.push({ action: 'copy-data', label: 'Data', text: () => cleanText(entry, entry.text) });
  }
  const content = readContent(entry);
  if (content?.kind === 'sealed') {
    items.push({ action: 'copy-ciphertext', label: 'Ciphertext', text: () => content.sealed.ciphertext });
  }
  return [
    ...items,
    { action: 'copy-raw', label: 'Raw frame', text: () => frameForCopy(entry) },
    { action: 'copy-json', label: 'Row as JSON', text: () => rowAsJson(entry) },
    { action: 'copy-text', label: 'Row as text', text: () => rowAsText(entry) },
  ];
}

function moveInMenu(event: KeyboardEvent): void {
  const item = event.currentTarget as HTMLElement;
  const { parentElement: menu } = item;
  const next = {
    ArrowDown: item.nextElementSibling ?? menu?.firstElementChild,
    ArrowUp: item.previousElementSibling ?? menu?.lastElementChild,
    Home: menu?.firstElementChild,
    End: menu?.lastElementChild,
  }[event.key];
  if (!(next instanceof HTMLElement)) return;
  next.focus();
  event.preventDefault();
}
