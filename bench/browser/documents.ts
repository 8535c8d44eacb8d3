import type { Session } from './cdp';

/** A document in which functions can be run. */
export type Evaluator = Pick<Session, 'evaluate'>;

/** The page that frames are sent to, in whichever browser. */
export interface MeasuredPage extends Evaluator {
  /** Sets out for an address; the old document may still answer when this resolves. */
  goto(url: string): Promise<void>;
  /** Collects the garbage of the page's process. */
  collectGarbage(): Promise<void>;
  /** The CPU time that the main thread of the page's process uses while `act` runs, in milliseconds. */
  measureMainThreadMs(act: () => Promise<void>): Promise<number>;
}

/** A document that takes real input. */
export interface InputDocument extends Evaluator {
  /** Presses a key, by its DOM name, where the focus is. */
  press(key: string): Promise<void>;
  /** Turns the wheel by so many pixels, at a point of the viewport. */
  turnWheel(x: number, y: number, deltaY: number): Promise<void>;
}
