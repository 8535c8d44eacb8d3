import type { Channel, Subscription } from '../../../core/entry';
import { countOf, formatCount } from '../../view/formats';
import { subscriptionText } from '../../view/place-facts';
import { markTitle, worstOfChannel } from '../../view/verdicts';
import { Icon } from '../icons/Icon';
import type { IconName } from '../icons/shapes';
import { Name } from '../Name';

const SUBSCRIPTION_ICONS = {
  unknown: undefined,
  subscribing: 'hollow',
  subscribed: 'solid',
  failed: 'failed',
  unsubscribing: 'hollow',
  unsubscribed: undefined,
} as const satisfies Record<Subscription, IconName | undefined>;

/** A channel with its kind, how its subscription stands, and its events. */
export function ChannelLine({ channel }: { channel: Channel }) {
  const icon = SUBSCRIPTION_ICONS[channel.subscription];
  const state = subscriptionText(channel);
  return (
    <>
      <span class="line-kind" title={kindText(channel)}>
        <Icon name={kindIcon(channel)} />
        <span class="sr-only">{kindText(channel)}</span>
      </span>
      <span
        class={channel.subscription === 'unsubscribed' ? 'line-text line-quiet' : 'line-text'}
        title={channel.name}
      >
        <Name name={channel.name} marker={undefined} />
      </span>
      <WorstMark channel={channel} />
      <span class="line-count" title={countOf(channel.events, 'event')}>
        {formatCount(channel.events)}
      </span>
      <span class={`line-mark subscription-${channel.subscription}`} title={state}>
        {icon && <Icon name={icon} />}
        <span class="sr-only">{state}</span>
      </span>
    </>
  );
}

const MARK_ICONS = { fault: 'fault', warning: 'warning', info: 'info' } as const;

/** The worst that was found about a channel and its events. */
function WorstMark({ channel }: { channel: Channel }) {
  const worst = worstOfChannel(channel) ?? (channel.dark > 0 ? 'warning' : undefined);
  if (worst === undefined) return null;
  const title = markTitle(channel, worst);
  return (
    <span class={`line-mark mark-${worst}`} data-worst={worst} title={title}>
      <Icon name={MARK_ICONS[worst]} />
      <span class="sr-only">{title}</span>
    </span>
  );
}

function kindIcon(channel: Channel): IconName {
  if (channel.kind !== 'encrypted') return channel.kind;
  return channel.opened > 0 ? 'unlocked' : 'locked';
}

function kindText(channel: Channel): string {
  const kind = `${channel.kind} ${channel.cache ? 'cache ' : ''}channel`;
  return channel.kind === 'encrypted' && channel.opened > 0 ? `${kind}, opened` : kind;
}
