import type { ComponentChildren } from 'preact';

/** Columns of the table, from left to right. */
export type Column = 'time' | 'channel' | 'event' | 'size' | 'state' | 'preview';

/** One cell of a row. No component: thousands a second are made while events come fast. */
export function cell(column: Column, children: ComponentChildren, title?: string) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <td> needs a <table>, which cannot be drawn in part.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus.
    <div class={`cell cell-${column}`} role="gridcell" data-column={column} title={title}>
      {children}
    </div>
  );
}
