import { countOf, formatTime } from './formats';
import type { Lane, Strip } from './strip';

const MAX_TIMES = 5;

/** What the chart shows, sentence by sentence, for those who can not see it. */
export function stripWords(strip: Strip): string[] {
  const { lanes, switches, stragglers, ticks } = strip;
  return [
    ...lanes.map((lane) => laneWords(lane, strip)),
    ...switches.map(({ at, label }) => `switch at ${formatTime(at)}: from here on ${label}`),
    ...(switches.length > 0 || stragglers > 0 ? [stragglerWords(stragglers)] : []),
    ...(ticks.length > 0 ? [tickWords(ticks.map(({ at }) => at))] : []),
  ];
}

/** True where a key's cached events were sealed before the key in use now. */
export function isSealedBefore({ key, cached }: Lane, { switches, lanes }: Strip): boolean {
  if (cached === 0 || key === undefined || switches.length === 0) return false;
  return switches.at(-1)?.label !== lanes.find((lane) => lane.key === key)?.label;
}

function laneWords(lane: Lane, strip: Strip): string {
  const { from, through, label, events, cached } = lane;
  const when = from === through ? formatTime(from) : `${formatTime(from)} to ${formatTime(through)}`;
  const what =
    lane.key === undefined
      ? `${countOf(events, 'event')} not opened`
      : `${label} opened ${countOf(events, 'event')}`;
  if (cached === 0) return `${when}: ${what}`;
  const before = isSealedBefore(lane, strip) ? ', sealed before the switch' : '';
  return `${when}: ${what}, ${cached === events ? '' : `${cached} of them `}replayed by the cache${before}`;
}

function stragglerWords(stragglers: number): string {
  return stragglers === 0 ? 'no stragglers' : `${countOf(stragglers, 'straggler')} under an older key`;
}

function tickWords(times: readonly number[]): string {
  const listed = times.slice(0, MAX_TIMES).map(formatTime).join(', ');
  return `${countOf(times.length, 'auth request')}: ${listed}${times.length > MAX_TIMES ? ' …' : ''}`;
}
