/**
 * Puts a text on the clipboard; false when the browser refuses. DevTools panels are frames of another origin than
 * DevTools itself, which Chrome grants no asynchronous clipboard; there the old command works.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  const focused = document.activeElement;
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // The command copies what the listener gives; it needs no selection, so none is lost.
  document.addEventListener('copy', onCopy, true);
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    document.removeEventListener('copy', onCopy, true);
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
