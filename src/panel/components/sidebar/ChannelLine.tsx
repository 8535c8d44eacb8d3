import type { Channel, Subscription } from '../../../core/entry';
import { countOf, formatCount } from '../../view/formats';
import { subscriptionText } from '../../view/place-facts';
import { markTitle, worstOfChannel } from '../../view/verdicts';
import { Icon } from '../icons/Icon';
import type { IconName } from '../icons/shapes';
import { Name } from '../Name';
import { WorstMark } from './WorstMark';

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
      <ChannelMark channel={channel} />
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

/** The worst that was found about a channel and its events. */
function ChannelMark({ channel }: { channel: Channel }) {
  const worst = worstOfChannel(channel) ?? (channel.dark > 0 ? 'warning' : undefined);
  return worst === undefined ? null : <WorstMark worst={worst} title={markTitle(channel, worst)} />;
}

function kindIcon(channel: Channel): IconName {
  if (channel.kind !== 'encrypted') return channel.kind;
  return channel.opened > 0 ? 'unlocked' : 'locked';
}

function kindText(channel: Channel): string {
  const kind = `${channel.kind} ${channel.cache ? 'cache ' : ''}channel`;
  return channel.kind === 'encrypted' && channel.opened > 0 ? `${kind}, opened` : kind;
}
