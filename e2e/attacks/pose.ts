/** What came of posing as a part of the extension. */
export interface Posed {
  /** Ports that could be asked for, and how many of them the other side has closed. */
  ports: number;
  closed: number;
  /** Messages and answers that came back, as JSON. */
  heard: string[];
}

interface Port {
  postMessage(message: unknown): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

interface Runtime {
  connect(...args: unknown[]): Port;
  sendMessage(...args: unknown[]): unknown;
  lastError: unknown;
}

/**
 * Opens every port of the extension and asks on each, and without a port, whatever panel, devtools page and bridge may ask.
 * Runs wherever a `chrome.runtime` may be; without an `id` it speaks to the extension that it is part of.
 */
export async function pose(id: string | null, tab: number): Promise<Posed> {
  const { runtime } = (globalThis as unknown as { chrome?: { runtime?: Runtime } }).chrome ?? {};
  const posed: Posed = { ports: 0, closed: 0, heard: [] };
  if (runtime === undefined) return posed;
  const target = id === null ? [] : [id];
  const windows = { maxBacklogBytes: 1e6, maxUnacknowledgedBytes: 1e6 };
  const scope = {};
  const text = btoa('x'.repeat(32));
  const questions = [
    { type: 'watch', tab, next: [], windows },
    { type: 'open', request: 1, payloads: [] },
    { type: 'add-key', request: 2, kind: 'pusher-master', text, label: 'posed', scope, remember: true },
    { type: 'test-key', request: 3, text, scope, samples: [], seen: [] },
    { type: 'set-learning', request: 4, isOn: true },
    { type: 'forget-learned', request: 5 },
    { type: 'prove', request: 6, seen: [] },
    { type: 'candidates', texts: [text] },
    { type: 'hello', document: '0'.repeat(36), startedAt: 1 },
  ];
  const ask = (name: string) =>
    new Promise<void>((resolve) => {
      try {
        const port = runtime.connect(...target, { name });
        posed.ports++;
        port.onDisconnect.addListener(() => {
          void runtime.lastError;
          posed.closed++;
          resolve();
        });
        port.onMessage.addListener((message) => {
          posed.heard.push(JSON.stringify(message));
          resolve();
        });
        for (const question of questions) port.postMessage(question);
      } catch {
        // Closed before all was said, or refused at once.
        resolve();
      }
    });
  for (const name of ['panel', 'devtools', 'bridge']) await ask(name);
  const tell = (message: unknown) =>
    new Promise<void>((resolve) => {
      runtime.sendMessage(...target, message, (answer: unknown) => {
        void runtime.lastError;
        if (answer != null) posed.heard.push(JSON.stringify(answer));
        resolve();
      });
    });
  for (const message of [...questions, { type: 'socket' }, { type: 'seen?', tab }]) await tell(message);
  return posed;
}
