import type { ComponentChildren, CSSProperties } from 'preact';

interface PaneProps {
  name: 'ciphertext' | 'plaintext' | 'data' | 'raw' | 'reason';
  title: string;
  /** Stands beside the title: a size. */
  note?: string | undefined;
  tools?: ComponentChildren;
  style?: CSSProperties;
  children: ComponentChildren;
}

/** One side of an event under its title. */
export function Pane({ name, title, note, tools, style, children }: PaneProps) {
  return (
    <section class={`pane pane-${name}`} data-pane={name} aria-label={title} style={style}>
      <div class="pane-header">
        <h3>{title}</h3>
        {note !== undefined && <span class="pane-note">{note}</span>}
        <span class="pane-tools">{tools}</span>
      </div>
      <div class="pane-body">{children}</div>
    </section>
  );
}
