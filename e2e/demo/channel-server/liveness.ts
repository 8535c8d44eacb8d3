import type { WebSocket } from 'ws';

/** When a silent connection is asked for a sign of life, and how long it may take to answer. */
export type LivenessLimits = { readonly activityTimeoutMs: number; readonly pongTimeoutMs: number };

/** Calls `onSilence` after the activity timeout and `onDead` if no frame follows; any frame starts it anew. */
export function watchLiveness(
  socket: WebSocket,
  limits: LivenessLimits,
  onSilence: () => void,
  onDead: () => void,
): void {
  let timer: NodeJS.Timeout;
  const awaitPong = () => {
    onSilence();
    timer = setTimeout(onDead, limits.pongTimeoutMs);
  };
  const awaitActivity = () => {
    clearTimeout(timer);
    timer = setTimeout(awaitPong, limits.activityTimeoutMs);
  };
  awaitActivity();
  socket.on('message', awaitActivity);
  socket.on('close', () => clearTimeout(timer));
}
