const COLUMNS = [
  ['time', 'Time'],
  ['channel', 'Channel'],
  ['event', 'Event'],
  ['size', 'Size'],
  ['state', 'State'],
  ['preview', 'Data'],
] as const;

/** Names of the columns. */
export function TableHeader() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <tr> needs a <table>, which cannot be drawn in part.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus.
    <div class="row row-header" role="row" aria-rowindex={1}>
      {COLUMNS.map(([column, label]) => (
        // biome-ignore lint/a11y/useSemanticElements: as above.
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus.
        <div key={column} class={`cell cell-${column}`} role="columnheader">
          {label}
        </div>
      ))}
    </div>
  );
}
