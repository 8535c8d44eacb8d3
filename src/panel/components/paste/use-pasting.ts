import { useRef, useState } from 'preact/hooks';
import type { Entry } from '../../../core/entry';
import type { Problem } from '../../../core/key-summary';
import type { Pasted, PastedReading, PastedWebhook } from '../../../core/pasted/pasted';
import { readPasted } from '../../../core/pasted/read-pasted';
import type { Store } from '../../store';
import type { ViewState } from '../../view/view-state';
import type { PasteFieldValues } from './PasteFields';

/** What was opened last, and the webhook with the headers that were given. */
export interface Opened {
  entries: readonly Entry[];
  webhook: PastedWebhook | undefined;
}

const NO_VALUES: PasteFieldValues = { channel: '', app: '', appKey: '', signature: '' };

/** The state of the paste form. The text itself stays in its field. */
export function usePasting(store: Store, view: ViewState) {
  const text = useRef('');
  const [reading, setReading] = useState<PastedReading>({ outcome: 'empty' });
  const [values, setValues] = useState(NO_VALUES);
  const [failure, setFailure] = useState<Problem>();
  const [opened, setOpened] = useState<Opened>();
  /** The button was pressed on this text, so what is wrong with it is said loudly. */
  const [isTried, setTried] = useState(false);
  const restart = () => {
    setTried(false);
    setFailure(undefined);
  };
  return {
    reading,
    values,
    failure,
    opened,
    isRefused: isTried && reading.outcome !== 'ready',
    changeText(now: string) {
      restart();
      text.current = now;
      const read = readPasted(now, values.channel);
      setReading(read);
      const webhook = read.outcome === 'ready' ? read.pasted.webhook : undefined;
      if (webhook?.app === undefined && webhook?.signature === undefined) return;
      setValues({ ...values, appKey: webhook.app ?? '', signature: webhook.signature ?? '' });
    },
    changeValues(now: PasteFieldValues) {
      restart();
      if (now.channel !== values.channel) setReading(readPasted(text.current, now.channel));
      setValues(now);
    },
    /** Resolves when the events are in the capture; at once where there are none to open. */
    async open() {
      setTried(true);
      setFailure(undefined);
      if (reading.outcome !== 'ready') return;
      const { pasted } = reading;
      const webhook = webhookOf(pasted, values);
      const app = webhook ? webhook.app : values.app || undefined;
      const outcome = await store.openPasted(pasted, app);
      if (!outcome.ok) {
        setFailure(outcome);
        return;
      }
      // The first of them is selected.
      view.showEvent();
      setOpened({ entries: outcome.entries, webhook });
    },
  };
}

function webhookOf({ webhook }: Pasted, { appKey, signature }: PasteFieldValues): PastedWebhook | undefined {
  return (
    webhook && {
      body: webhook.body,
      app: headerValue(appKey) || undefined,
      signature: headerValue(signature) || undefined,
    }
  );
}

/** A header's value, also where the whole header was pasted. */
function headerValue(text: string): string {
  return text.trim().replace(/^X-Pusher-(?:Key|Signature):\s*/i, '');
}
