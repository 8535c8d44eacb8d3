import { WebSocket } from 'ws';
import { toExpression } from '../../e2e/host/driver';

/** Parameters of a command or an event of the DevTools protocol. */
export type Params = Record<string, unknown>;

/** One target of the browser, or the browser itself: what it is told and what it tells. */
export interface Session {
  send<Result = unknown>(method: string, params?: Params): Promise<Result>;
  /** Calls back on each event of that name; answers its undo. */
  on(event: string, handle: (params: Params) => void): () => void;
  /** Runs a self-contained function in the target; arguments and result travel as JSON. */
  evaluate<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
}

/** The browser's own session, from which those of its targets are made. */
export interface Connection {
  browser: Session;
  attach(targetId: string): Promise<Session>;
  /** A session that the browser has made by itself (`Target.setAutoAttach`). */
  session(id: string): Session;
  close(): void;
}

interface Message {
  id?: number;
  method?: string;
  params?: Params;
  result?: unknown;
  error?: { message: string };
  sessionId?: string;
}

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
  method: string;
}

/** One socket for all sessions. */
interface Wire {
  socket: WebSocket;
  nextId: number;
  waiting: Map<number, Waiting>;
  handlers: Map<string, Set<(params: Params) => void>>;
}

interface Evaluation {
  result: { value?: unknown };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

/** Connects to a browser's DevTools socket. Turns on no domain: what costs the page nothing stays so. */
export async function connectBrowser(url: string): Promise<Connection> {
  const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const wire: Wire = { socket, nextId: 1, waiting: new Map(), handlers: new Map() };
  socket.on('message', (data) => receive(wire, JSON.parse(String(data)) as Message));
  socket.on('close', () => {
    for (const { reject, method } of wire.waiting.values())
      reject(new Error(`${method}: the browser is gone.`));
    wire.waiting.clear();
  });
  const session = (id: string) => createSession(wire, id);
  const browser = session('');
  const attach = async (targetId: string): Promise<Session> => {
    const options = { targetId, flatten: true };
    return session((await browser.send<{ sessionId: string }>('Target.attachToTarget', options)).sessionId);
  };
  return { browser, attach, session, close: () => socket.terminate() };
}

function createSession(wire: Wire, id: string): Session {
  const sessionId = id === '' ? {} : { sessionId: id };
  const send = <Result>(method: string, params: Params = {}): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      wire.waiting.set(wire.nextId, { resolve, reject, method });
      wire.socket.send(JSON.stringify({ id: wire.nextId++, method, params, ...sessionId }));
    });
  return {
    send,
    on(event, handle) {
      const name = `${id} ${event}`;
      const handlers = wire.handlers.get(name) ?? new Set();
      wire.handlers.set(name, handlers.add(handle));
      return () => handlers.delete(handle);
    },
    async evaluate(fn, ...args) {
      const expression = toExpression(fn, args);
      const options = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
      return readValue(await send<Evaluation>('Runtime.evaluate', options)) as never;
    },
  };
}

function receive(wire: Wire, { id, method, params, result, error, sessionId }: Message): void {
  if (id === undefined) {
    for (const handle of wire.handlers.get(`${sessionId ?? ''} ${method}`) ?? []) handle(params ?? {});
    return;
  }
  const waiter = wire.waiting.get(id);
  wire.waiting.delete(id);
  if (error !== undefined) waiter?.reject(new Error(`${waiter.method}: ${error.message}`));
  else waiter?.resolve(result as never);
}

function readValue({ result, exceptionDetails }: Evaluation): unknown {
  if (exceptionDetails === undefined) return result.value;
  throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
}
