import type { SignatureFact } from '../core/auth/signature-check';
import type { Entry } from '../core/entry';
import type { Problem } from '../core/key-summary';
import type { Pasted, PastedWebhook } from '../core/pasted/pasted';
import type { Inspection } from './inspection';
import { preparePasted } from './pasted';
import type { Requests } from './requests';

/** What became of a text: its entries, whose states change as they are opened, or why it could not be taken in. */
export type PasteOutcome = { ok: true; entries: readonly Entry[] } | ({ ok: false } & Problem);

/** Opening what was captured elsewhere. */
export interface Pasting {
  /** `app`: undefined for any. */
  openPasted(pasted: Pasted, app: string | undefined): Promise<PasteOutcome>;
  /** Whether a webhook was signed with an app secret that is known, as it is or without the white space around it. */
  verifyWebhook(webhook: PastedWebhook): Promise<SignatureFact>;
}

/** `onTaken` runs with the entries of a text as soon as they are in the capture. */
export function createPasting(
  inspection: Inspection,
  requests: Requests,
  onTaken: (entries: readonly Entry[]) => void,
): Pasting {
  return {
    async openPasted(pasted, app) {
      try {
        await preparePasted(pasted);
      } catch {
        return { ok: false, ...NOT_LOADED };
      }
      const entries = inspection.takePasted(pasted, app);
      onTaken(entries);
      return { ok: true, entries };
    },
    async verifyWebhook({ app, signature = '', body }) {
      // A copied text often ends in a line break that was not signed.
      const bodies = [...new Set([body, body.trim()])];
      const checks = bodies.map((text) => ({ what: 'webhook' as const, app, signature, body: text }));
      const { facts } = await requests.ask({ type: 'verify', checks });
      return facts.find(({ outcome }) => outcome === 'verified') ?? facts[0] ?? { outcome: 'unknown' };
    },
  };
}

/** The extension was replaced under the panel. */
export const NOT_LOADED: Problem = {
  problem: 'A part of Cipherscope could not be loaded.',
  remedy: 'Reopen DevTools; if the extension was updated, this ends the mixture of old and new.',
};
