import { copyText } from '../clipboard';
import type { ViewState } from './view-state';

/** Copies a text and says so in the status bar. */
export async function copyAndSay(view: ViewState, text: string, what: string): Promise<void> {
  const copied = await copyText(text);
  view.say(
    copied ? `${what} copied.` : `The browser did not let Cipherscope copy: ${what} is not on the clipboard.`,
  );
}
