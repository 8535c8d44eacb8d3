import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endWithUs } from '../../tools/run';
import type { FrameKind } from './frames';
import type { FromServer, Order, Streamed, ToServer } from './orders';

/** The server process, as the benchmark uses it. */
export interface Site {
  /** Address of a page with that app key. */
  pageUrl(app: string, query?: string): string;
  /** Seals events 1 to `count` in advance. */
  prepare(frameBytes: FrameKind, count: number): Promise<void>;
  /** Sends a run of events to the newest page of an app; answers when it began (`Date.now()`) and how long it took. */
  send(run: Run): Promise<Sent>;
  /** Sends numbered events for so long, over any reload of the page; answers what was sent, and in how long. */
  stream(order: Omit<StreamOrder, 'act'>): Promise<Streamed>;
  /** Holds the stream up, or lets it go on. */
  hold(isHeld: boolean): Promise<void>;
  /** Processor seconds that the server has used so far. */
  processorSeconds(): Promise<number>;
  end(): void;
}

/** Events `first` to `first + count - 1`; without `perSecond` as fast as the page takes them. */
export interface Run {
  app: string;
  frameBytes: FrameKind;
  first: number;
  count: number;
  perSecond?: number;
}

/** When a run of events was begun and how many milliseconds it took to hand the last one to the connection. */
export interface Sent {
  startedAt: number;
  ms: number;
}

type Done = Extract<FromServer, { type: 'done' }>;
type StreamOrder = Extract<Order, { act: 'stream' }>;

/** Starts the server in a process of its own, so that making and sending frames disturbs nobody. */
export async function startSite(): Promise<Site> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  endWithUs(child);
  const waiting = new Map<number, { resolve: (done: Done) => void; reject: (error: Error) => void }>();
  let nextRequest = 1;
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.on('message', (message: FromServer) => {
      if (message.type === 'listening') return resolve(message.port);
      const waiter = waiting.get(message.request);
      waiting.delete(message.request);
      if (message.type === 'done') waiter?.resolve(message);
      else waiter?.reject(new Error(message.problem));
    });
    child.once('exit', () => {
      const error = new Error('The server of the benchmark has ended.');
      reject(error);
      for (const waiter of waiting.values()) waiter.reject(error);
    });
  });
  const ask = (order: Order): Promise<Done> =>
    new Promise((resolve, reject) => {
      waiting.set(nextRequest, { resolve, reject });
      const message: ToServer = { request: nextRequest++, order };
      child.send(message);
    });
  return {
    pageUrl: (app, query = '') => `http://127.0.0.1:${port}/${app}/${query}`,
    prepare: async (frameBytes, count) => void (await ask({ act: 'prepare', frameBytes, count })),
    send: async ({ perSecond, ...run }) => {
      const { startedAt, ms } = await ask({ act: 'send', perSecond, ...run });
      return { startedAt, ms };
    },
    stream: async (order) => {
      const { streamed } = await ask({ act: 'stream', ...order });
      if (streamed === undefined) throw new TypeError('streamed: expected what was sent, got nothing.');
      return streamed;
    },
    hold: async (isHeld) => void (await ask({ act: 'hold', isHeld })),
    processorSeconds: async () => (await ask({ act: 'rest' })).processorSeconds,
    end: () => child.disconnect(),
  };
}
