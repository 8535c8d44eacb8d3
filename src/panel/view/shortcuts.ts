/** A shortcut as the help lists it. `mod` stands for Ctrl, on a Mac for ⌘. */
export interface Shortcut {
  keys: string;
  does: string;
}

/** All shortcuts, in the order of the help. */
export function listShortcuts(isMac: boolean): Shortcut[] {
  return [
    { keys: '↑ ↓ PgUp PgDn Home End', does: 'Move in the table' },
    { keys: 'Enter', does: 'Into the detail' },
    { keys: 'Esc', does: 'Back to the table' },
    { keys: '← →', does: 'Collapse and expand in trees' },
    { keys: withModifier('C', isMac), does: 'Copy the value of the focused line' },
    { keys: `${withModifier('F', isMac)} or /`, does: 'Filter' },
    { keys: withModifier('K', isMac), does: 'Keys' },
    { keys: withModifier('O', isMac), does: 'Open what was captured elsewhere' },
    { keys: withModifier('L', isMac), does: 'Clear' },
    { keys: withModifier('E', isMac), does: 'Pause and resume' },
    { keys: 'F6', does: 'Next region: toolbar, sidebar, table, detail' },
  ];
}

/** `Ctrl K`, or `⌘ K` on a Mac. */
export function withModifier(key: string, isMac: boolean): string {
  return `${isMac ? '⌘' : 'Ctrl'} ${key}`;
}
