import { useEffect, useRef, useState } from 'preact/hooks';
import type { SignatureFact } from '../../../core/auth/signature-check';
import type { PastedWebhook } from '../../../core/pasted/pasted';
import { usePanel } from '../../panel-context';
import { signatureFault, signatureWords } from '../../view/paste-words';
import { KeyForm } from '../keys/KeyForm';

/** Whether the signature of a webhook verifies, asked again with every key that comes; and the field for an app secret. */
export function WebhookSignature({ webhook }: { webhook: PastedWebhook }) {
  const { store } = usePanel();
  const keys = store.keys.value;
  const line = useRef<HTMLParagraphElement>(null);
  const [fact, setFact] = useState<SignatureFact>();
  const fault = signatureFault(webhook.signature ?? '');
  useEffect(() => {
    let isOver = false;
    if (fault) return;
    void store.verifyWebhook(webhook).then((answer) => {
      if (!isOver) setFact(answer);
    });
    return () => {
      isOver = true;
    };
  }, [webhook, keys, fault !== undefined]);
  const lacksSecret = !fault && fact?.outcome === 'unknown';
  useEffect(() => {
    // The field that took the secret is gone, and the focus with it.
    if (document.activeElement === document.body) line.current?.focus();
  }, [lacksSecret]);
  const words = fault ?? (fact && signatureWords(fact, webhook.app, webhook.body, keys));
  return (
    <>
      <p
        ref={line}
        class={words && `paste-signature-${words.tone}`}
        role="status"
        tabIndex={-1}
        data-result="signature"
        data-outcome={fault ? 'unchecked' : fact?.outcome}
      >
        {words ? `${words.problem} ${words.remedy}` : 'Checking the signature…'}
      </p>
      {lacksSecret && <KeyForm kinds={['app-secret']} app={webhook.app} />}
    </>
  );
}
