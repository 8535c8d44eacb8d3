import type { Channel } from '../../../core/entry';
import { usePanel } from '../../panel-context';
import { countOf, formatTime } from '../../view/formats';
import { type Lane, type Strip, toStrip } from '../../view/strip';
import { isSealedBefore, stripWords } from '../../view/strip-words';
import { nameKeys } from '../../view/verdicts';

/** Which key opened the events of a channel over time: a lane for each, the switch as a line, auth requests below. */
export function RotationStrip({ channel }: { channel: Channel }) {
  const { store } = usePanel();
  // The channel changes in place; the counts are a new object after every change that is drawn.
  store.counts.value;
  if (channel.openings === undefined) return null;
  const strip = toStrip(channel.openings, channel.authExchanges, nameKeys(store.keys.value));
  const words = stripWords(strip);
  return (
    <div class="place-section" data-section="keys">
      <h3>Keys over time</h3>
      <div class="strip" role="img" aria-label={words.join('; ')}>
        {strip.lanes.map((lane, index) => (
          <StripLane key={lane.key ?? 'none'} lane={lane} fill={fillOf(lane, index)} />
        ))}
        {strip.switches.map(({ at, place }) => (
          <span key={at} class="strip-switch" style={{ insetInlineStart: `${place}%` }} />
        ))}
        {strip.ticks.length > 0 && (
          <div class="strip-lane strip-ticks">
            {strip.ticks.map(({ place }, index) => (
              <span key={index} class="strip-tick" style={{ insetInlineStart: `${place}%` }} />
            ))}
          </div>
        )}
      </div>
      <Scale strip={strip} />
      <Legend strip={strip} />
      <ul class="sr-only" data-strip-words>
        {words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

/** Every key has a pattern of its own; what is not opened is hollow. */
function fillOf({ key }: Lane, index: number): string {
  return key === undefined ? 'none' : String(index);
}

function StripLane({ lane, fill }: { lane: Lane; fill: string }) {
  return (
    <div class="strip-lane">
      {lane.blocks.map(({ start, width, kind }, index) => (
        <span
          key={index}
          class={kind === 'cached' ? 'strip-cached' : `strip-block strip-${kind} strip-fill-${fill}`}
          style={{
            insetInlineStart: kind === 'cached' ? within(start, 8) : within(start, 3),
            width: kind === 'cached' ? undefined : `${width}%`,
          }}
        />
      ))}
    </div>
  );
}

/** A place in percent, with room for what is so many pixels wide at least. */
function within(percent: number, pixels: number): string {
  return `min(${percent}%, 100% - ${pixels}px)`;
}

/** First and last time, and the switch between them. */
function Scale({ strip: { from, through, switches } }: { strip: Strip }) {
  const last = switches.at(-1);
  return (
    <p class="strip-scale" aria-hidden="true">
      <span>{formatTime(from)}</span>
      {last && <strong>switch {formatTime(last.at)}</strong>}
      <span>{formatTime(through)}</span>
    </p>
  );
}

function Legend({ strip }: { strip: Strip }) {
  const { lanes, stragglers, ticks } = strip;
  const cached = lanes.reduce((sum, lane) => sum + lane.cached, 0);
  const isBefore = lanes.some((lane) => isSealedBefore(lane, strip));
  return (
    <ul class="strip-legend" aria-hidden="true">
      {lanes.map((lane, index) => (
        <li key={lane.key ?? 'none'}>
          <span class={`strip-swatch strip-fill-${fillOf(lane, index)}`} />
          {lane.label}: {countOf(lane.events, 'event')}
        </li>
      ))}
      {cached > 0 && (
        <li>
          <span class="strip-swatch-cached" />
          {cached} cached{isBefore && ', sealed before the switch'}
        </li>
      )}
      {stragglers > 0 && (
        <li>
          <span class="strip-swatch strip-straggler" />
          {countOf(stragglers, 'straggler')}
        </li>
      )}
      {ticks.length > 0 && (
        <li>
          <span class="strip-swatch-tick" />
          {countOf(ticks.length, 'auth request')}
        </li>
      )}
    </ul>
  );
}
