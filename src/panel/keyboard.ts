/** What the shortcuts of the whole panel do. */
export interface ShortcutActs {
  openKeys(): void;
  openPaste(): void;
  clear(): void;
  togglePause(): void;
  /** Steps out of where the focus is; false when there is nothing to leave, and the browser may have the key. */
  leave(): boolean;
  /** True while a dialog is open: then only Esc has a meaning. */
  isBlocked(): boolean;
}

const REGIONS = ['toolbar', 'sidebar', 'table', 'detail'] as const;
export type Region = (typeof REGIONS)[number];

const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), select, textarea, [tabindex="0"]';

/**
 * Listens for the shortcuts of the panel. In the capture phase, and the event ends here: Chrome's DevTools takes Esc,
 * Ctrl F and others from whatever a panel lets through. Returns its undo.
 */
export function listenToShortcuts(scope: Window, isMac: boolean, acts: ShortcutActs): () => void {
  const handle = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (!runShortcut(event, isMac, acts)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  scope.addEventListener('keydown', handle, true);
  return () => scope.removeEventListener('keydown', handle, true);
}

function runShortcut(event: KeyboardEvent, isMac: boolean, acts: ShortcutActs): boolean {
  if (event.key === 'Escape') return acts.leave();
  if (acts.isBlocked()) return false;
  const hasModifier = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (hasModifier && !event.altKey && !event.shiftKey) return runModified(event.key.toLowerCase(), acts);
  if (event.key === 'F6') {
    focusNextRegion(event.shiftKey ? -1 : 1);
    return true;
  }
  if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTextField(event.target)) {
    focusFilter();
    return true;
  }
  return false;
}

function runModified(key: string, acts: ShortcutActs): boolean {
  switch (key) {
    case 'f':
      focusFilter();
      return true;
    case 'k':
      acts.openKeys();
      return true;
    case 'o':
      acts.openPaste();
      return true;
    case 'l':
      acts.clear();
      return true;
    case 'e':
      acts.togglePause();
      return true;
    default:
      return false;
  }
}

/** Puts the focus into a region: on what asks for it with `data-focus`, else on the first thing that takes it. */
export function focusRegion(name: Region): boolean {
  const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
  const target = ['[data-focus]', '[role="tab"][tabindex="0"]', FOCUSABLE]
    .map((selector) => region?.querySelector<HTMLElement>(selector))
    .find((found) => found);
  target?.focus();
  return target !== undefined;
}

/** Region that has the focus. */
export function focusedRegion(): Region | undefined {
  const region = document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset.region;
  return REGIONS.find((name) => name === region);
}

/** True for what takes text, so that a letter typed there is text and no shortcut. */
export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function focusFilter(): void {
  document.querySelector<HTMLInputElement>('input[name="filter"]')?.select();
}

function focusNextRegion(by: 1 | -1): void {
  const from = focusedRegion();
  const start = from === undefined ? (by === 1 ? -1 : 0) : REGIONS.indexOf(from);
  for (let step = 1; step <= REGIONS.length; step += 1) {
    const name = REGIONS[(start + by * step + REGIONS.length * 2) % REGIONS.length];
    if (name && focusRegion(name)) return;
  }
}

/** Gives the focus to the open dialog, else to the table, when nothing has it: the keyboard has somewhere to start. */
export function focusHome(): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const dialog = document.querySelector('dialog[open]');
  if (dialog) dialog.querySelector<HTMLElement>(`${DIALOG_FIELDS}, button`)?.focus();
  else focusRegion('table');
}

/** What a dialog is opened for; its first has the focus then. */
export const DIALOG_FIELDS = 'textarea, input[type="password"]';
