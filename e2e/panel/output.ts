import type { Doc, Host } from '../host/driver';

/** What a document of the extension has given away since `recordOutput`. */
interface Recording {
  copied: string[];
  logged: string[];
}

/** Writes down what the panel copies, and what it logs. The clipboard itself is out of reach of a panel without focus. */
export function recordOutput(panel: Doc): Promise<void> {
  return panel.eval(() => {
    const recording: Recording = { copied: [], logged: [] };
    (globalThis as unknown as { output: Recording }).output = recording;
    navigator.clipboard.writeText = async (text) => void recording.copied.push(text);
    const note = (...values: unknown[]) => {
      for (const value of values) {
        const { message, stack } = (value ?? {}) as Error;
        recording.logged.push(JSON.stringify([String(value), message, stack, value]));
      }
    };
    for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) console[name] = note;
    addEventListener('error', ({ error }) => note(error));
    addEventListener('unhandledrejection', ({ reason }) => note(reason));
  });
}

/** What was written down. */
export function readOutput(panel: Doc): Promise<Recording> {
  return panel.eval(() => (globalThis as unknown as { output: Recording }).output);
}

/** The same of the background, which copies nothing. */
export function recordBackgroundLog(host: Host): Promise<void> {
  return host.evalBackground(() => {
    const logged: string[] = [];
    (globalThis as unknown as { logged: string[] }).logged = logged;
    const note = (...values: unknown[]) => {
      for (const value of values) logged.push(`${String(value)} ${JSON.stringify(value)}`);
    };
    for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) console[name] = note;
    addEventListener('error', ({ error }) => note(error));
    addEventListener('unhandledrejection', ({ reason }) => note(reason));
  });
}

export function readBackgroundLog(host: Host): Promise<string[]> {
  return host.evalBackground(() => (globalThis as unknown as { logged: string[] }).logged);
}

/** Everything that an element shows, in texts, attributes and fields. */
export function shownIn(panel: Doc, selector: string): Promise<string[]> {
  return panel.eval((where) => {
    const element = document.querySelector(where);
    const fields = [...(element?.querySelectorAll<HTMLInputElement>('input, textarea') ?? [])];
    return [element?.outerHTML ?? '', element?.textContent ?? '', ...fields.map(({ value }) => value)];
  }, selector);
}

/** Presses everything in an element that copies: buttons beside values, reports and panes, the items of the menu. */
export function copyAll(panel: Doc, selector: string): Promise<number> {
  return panel.eval(async (where) => {
    const named = '[title^="Copy"], [data-action^="copy-"]';
    const buttons = [...document.querySelectorAll<HTMLElement>(`${where} :is(${named})`)];
    for (const button of buttons) button.click();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return buttons.length;
  }, selector);
}
