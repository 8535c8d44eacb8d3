import type { Entry } from '../../../core/entry';
import type { PastedWebhook } from '../../../core/pasted/pasted';
import { usePanel } from '../../panel-context';
import { openedText } from '../../view/paste-words';
import { WebhookSignature } from './WebhookSignature';

interface PasteResultProps {
  entries: readonly Entry[];
  webhook: PastedWebhook | undefined;
}

/** What came of a text: how its events stand, which changes while keys come, and whether a webhook is what it says. */
export function PasteResult({ entries, webhook }: PasteResultProps) {
  const { store } = usePanel();
  // Entries change in place; the counts are a new object after every change that is drawn.
  store.counts.value;
  return (
    <section class="paste-result" aria-label="What was opened">
      <p role="status" data-result="events">
        {openedText(entries)} {whereText(entries, store.rows.value, store.paused.value)}
      </p>
      {webhook && <WebhookSignature webhook={webhook} />}
    </section>
  );
}

function whereText(
  entries: readonly Entry[],
  rows: { indexOf(id: number): number },
  isPaused: boolean,
): string {
  const isControl = entries.every(({ state }) => state === 'control');
  if (entries.some(({ id }) => rows.indexOf(id) !== -1)) return 'The first is selected.';
  if (isPaused) return 'The table is paused: they show when it goes on.';
  return isControl ? 'They show with “Control”.' : 'The filter hides them.';
}
