import type { Figure } from '../figure';
import { firefoxClosed } from './firefox-closed';
import { firefoxFollowing } from './firefox-following';
import { firefoxHeld } from './firefox-held';
import { firefoxLatency } from './firefox-latency';
import { firefoxOpen } from './firefox-open';
import { firefoxSustained } from './firefox-sustained';
import { flood } from './flood';
import { heapFlat } from './heap-flat';
import { held } from './held';
import { lateKey } from './late-key';
import { latency } from './latency';
import { opening } from './opening';
import { pageClosed } from './page-closed';
import { pageLoad } from './page-load';
import { pageOpen } from './page-open';
import { sizes } from './sizes';
import { sustained } from './sustained';
import { verdicts } from './verdicts';

/** Every figure of the table, in its order. */
export const figures: readonly Figure[] = [
  pageClosed,
  pageOpen,
  pageLoad,
  latency,
  sustained,
  flood,
  held,
  lateKey,
  verdicts,
  sizes,
  opening,
  firefoxClosed,
  firefoxOpen,
  firefoxLatency,
  firefoxFollowing,
  firefoxSustained,
  firefoxHeld,
  heapFlat,
];
