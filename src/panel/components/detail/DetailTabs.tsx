import { usePanel } from '../../panel-context';

const TABS = [
  ['content', 'Content'],
  ['details', 'Details'],
  ['raw', 'Raw frame'],
] as const;

/** Switches between what an event says and the frame it came in. */
export function DetailTabs() {
  const { detailTab } = usePanel().view;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const at = TABS.findIndex(([tab]) => tab === detailTab.peek());
    detailTab.value = TABS[(at + step + TABS.length) % TABS.length]?.[0] ?? 'content';
    const tabs = event.currentTarget as HTMLElement;
    requestAnimationFrame(() => tabs.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views of the event" onKeyDown={onKeyDown}>
      {TABS.map(([tab, label]) => (
        <button
          key={tab}
          type="button"
          class="tab"
          role="tab"
          data-tab={tab}
          aria-selected={detailTab.value === tab}
          tabIndex={detailTab.value === tab ? 0 : -1}
          onClick={() => {
            detailTab.value = tab;
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
