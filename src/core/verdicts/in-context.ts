import type { KeyId } from '../sealed';
import type { NameKey, Verdict } from './verdict';

/** What is known around an event that its finding does not hold: it changes with every event of the channel. */
export interface Context {
  /** Events of the channel that are held, by what became of them. */
  opened: number;
  dark: number;
  /** The key that derives the secret of the channel's auth reply: the one the page has. Undefined where none is known to. */
  proved: KeyId | undefined;
}

/**
 * A verdict on keys with what the rest of its channel tells: one event that stays dark beside many that open is another
 * fault than a channel of which nothing opens.
 */
export function inContext(verdict: Verdict, context: Context, nameKey: NameKey): Verdict {
  if (verdict.id !== 'wrong-key') return verdict;
  const { opened, dark, proved } = context;
  const evidence = [
    ...verdict.evidence,
    { name: 'this channel', value: `${count(opened, 'opens', 'open')}, ${dark.toLocaleString('en')} dark` },
    ...(proved === undefined
      ? []
      : [{ name: 'auth reply', value: `its secret is derived from ${nameKey(proved)}` }]),
  ];
  return { ...verdict, evidence, remedy: remedyOf(context, nameKey) ?? verdict.remedy };
}

function remedyOf({ opened, dark, proved }: Context, nameKey: NameKey): string | undefined {
  if (opened > 0)
    return 'Other events of the channel open: look at who publishes this one. It was altered on its way, or sealed with a key of another environment.';
  if (dark < 2) return undefined;
  if (proved !== undefined)
    return `The page has the secret of ${nameKey(proved)}, and the publisher seals with another key: set the same one at both, or add the master key that the publisher uses.`;
  return 'No event of the channel opens: the known keys are another environment’s. Add the master key that the publisher uses, and compare it with the auth server’s.';
}

function count(number: number, one: string, several: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : several}`;
}
