/** Notes what a socket goes through: each event with the state in it, and a microtask of each. */
export type Story = (socket: WebSocket, seen?: unknown[]) => unknown[];

/** Calls `close` and describes what came of it. */
export type TryClose = (socket: WebSocket, ...args: unknown[]) => unknown;

/** Runs in the page before a probe and gives it `story`, `tryClose` and `ended`. */
export function defineStory(): void {
  const story: Story = (socket, seen = []) => {
    const note = (event: Event) => {
      const { code, reason, wasClean } = event as CloseEvent;
      const end = event.type === 'close' ? [code, reason, wasClean, socket.bufferedAmount] : [];
      seen.push([event.type, socket.readyState, ...end]);
      queueMicrotask(() => seen.push(`microtask of ${event.type}`));
    };
    for (const type of ['open', 'message', 'error', 'close']) socket.addEventListener(type, note);
    return seen;
  };
  const tryClose: TryClose = (socket, ...args) => {
    try {
      const returned = (socket.close as (...args: unknown[]) => unknown).apply(socket, args);
      return [typeof returned, socket.readyState];
    } catch (error) {
      const { name, message, constructor: kind } = error as Error;
      return [name, message, kind.name, socket.readyState];
    }
  };
  const ended = (socket: WebSocket) => new Promise((resolve) => socket.addEventListener('close', resolve));
  Object.assign(globalThis, { story, tryClose, ended });
}
