import WebSocket from 'ws';
import { toExpression } from './driver';

interface Waiting {
  method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Answer {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  error?: string;
  message?: string;
}

interface EvaluateResult {
  type: 'success' | 'exception';
  result: { type: string; value: string };
  exceptionDetails?: { text: string };
}

/** A WebDriver BiDi connection: one JSON message per command, answered by id. */
export interface Bidi {
  /** Sends a command. `R` is what the specification says it answers: taken on trust. */
  send<R = unknown>(method: string, parameters?: object): Promise<R>;
  /** Runs a self-contained function in a browsing context; arguments and result travel as JSON. */
  eval<A extends unknown[], R>(
    context: string | Sandbox,
    fn: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R>;
}

/** A world of its own over a context's document: it sees what is drawn, and nothing that the document's scripts have replaced. */
export interface Sandbox {
  context: string;
  sandbox: string;
}

/** Opens a connection to a browser's BiDi address. Commands in flight fail when it closes. */
export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, Waiting>();
  socket.on('message', (data) => settle(waiting, JSON.parse(String(data)) as Answer));
  socket.on('close', () => {
    for (const { method, reject } of waiting.values()) reject(new Error(`${method}: connection closed`));
    waiting.clear();
  });
  let lastId = 0;
  const bidi: Bidi = {
    send: <R>(method: string, params: object = {}) =>
      new Promise<R>((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { method, resolve: resolve as (result: unknown) => void, reject });
        socket.send(JSON.stringify({ id, method, params }), (error) => {
          if (error) reject(error);
        });
      }),
    eval: async (context, fn, ...args) => {
      const answer = await bidi.send<EvaluateResult>('script.evaluate', {
        expression: `(async () => JSON.stringify(await ${toExpression(fn, args)}))()`,
        target: typeof context === 'string' ? { context } : context,
        awaitPromise: true,
        resultOwnership: 'none',
        userActivation: true,
      });
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text ?? 'exception');
      return (answer.result.type === 'undefined' ? undefined : JSON.parse(answer.result.value)) as never;
    },
  };
  return bidi;
}

function settle(waiting: Map<number, Waiting>, answer: Answer): void {
  const one = answer.id === undefined ? undefined : waiting.get(answer.id);
  if (!one || answer.id === undefined) return;
  waiting.delete(answer.id);
  if (answer.type === 'error') one.reject(new Error(`${one.method}: ${answer.error}: ${answer.message}`));
  else one.resolve(answer.result);
}
