import type { FrameKind } from './frames';

/** What the benchmark tells the process of its server. `app` names the page whose connection is meant. */
export type Order =
  | { act: 'rest' }
  | { act: 'prepare'; frameBytes: FrameKind; count: number }
  | {
      act: 'send';
      app: string;
      frameBytes: FrameKind;
      first: number;
      count: number;
      perSecond: number | undefined;
    }
  /** Numbered events at an even pace for so long, to whichever connection of the app is the newest. */
  | { act: 'hold'; isHeld: boolean }
  | { act: 'stream'; app: string; perSecond: number; seconds: number };

/** What came of a stream: how many events, and with which number those of each connection begin. */
export interface Streamed {
  sent: number;
  /** How long it took, without the time it was held up. */
  activeMs: number;
  firsts: { socket: string; first: number }[];
}

/** Benchmark to server. */
export type ToServer = { request: number; order: Order };

/**
 * Server to benchmark; `startedAt` (`Date.now()`) is when the order was begun, `ms` how long it took, `processorSeconds`
 * what the server has used in its life.
 */
export type FromServer =
  | { type: 'listening'; port: number }
  | {
      type: 'done';
      request: number;
      startedAt: number;
      ms: number;
      processorSeconds: number;
      streamed: Streamed | undefined;
    }
  | { type: 'failed'; request: number; problem: string };
