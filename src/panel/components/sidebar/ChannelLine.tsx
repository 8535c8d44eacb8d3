import type { Channel, Subscription } from '../../../core/entry';
import { countOf, formatCount } from '../../view/formats';
import { Icon } from '../icons/Icon';
import type { IconName } from '../icons/shapes';
import { Name } from '../Name';

const SUBSCRIPTION_ICONS = {
  unknown: undefined,
  pending: 'hollow',
  subscribed: 'solid',
  failed: 'failed',
  gone: undefined,
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
        class={channel.subscription === 'gone' ? 'line-text line-quiet' : 'line-text'}
        title={channel.name}
      >
        <Name name={channel.name} marker={undefined} />
      </span>
      {channel.dark > 0 && (
        <span class="line-mark mark-dark" title={countOf(channel.dark, 'dark event')}>
          <Icon name="warning" />
          <span class="sr-only">{countOf(channel.dark, 'dark event')}</span>
        </span>
      )}
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

function kindIcon(channel: Channel): IconName {
  if (channel.kind !== 'encrypted') return channel.kind;
  return channel.opened > 0 ? 'unlocked' : 'locked';
}

function kindText(channel: Channel): string {
  if (channel.kind !== 'encrypted') return `${channel.kind} channel`;
  return channel.opened > 0 ? 'encrypted channel, opened' : 'encrypted channel';
}

function subscriptionText({ subscription, problem }: Channel): string {
  switch (subscription) {
    case 'unknown':
      return 'subscription not seen';
    case 'pending':
      return 'subscription pending';
    case 'subscribed':
      return 'subscribed';
    case 'failed':
      return `subscription failed${problem ? `: ${problem}` : ''}`;
    case 'gone':
      return 'unsubscribed';
  }
}
