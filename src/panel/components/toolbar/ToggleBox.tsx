import type { Signal } from '@preact/signals';

/** A checkbox of the toolbar. */
export function ToggleBox({
  action,
  label,
  title,
  on,
}: {
  action: string;
  label: string;
  title: string;
  on: Signal<boolean>;
}) {
  return (
    <label class="toggle" title={title}>
      <input
        type="checkbox"
        data-action={action}
        checked={on.value}
        onChange={(event) => {
          on.value = event.currentTarget.checked;
        }}
      />
      <span>{label}</span>
    </label>
  );
}
