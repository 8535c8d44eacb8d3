import type { SockudoServer } from './sockudo-server.ts';

/** The channels of the page; `room` and `market` are named by the recorded bytes. */
export const sockudoChannels = {
  news: 'news',
  prices: 'prices',
  market: 'market',
  room: 'private-encrypted-room',
  team: 'presence-team',
} as const;

/** What the story can do. */
export type TraderStage = {
  readonly trigger: (channel: string, event: string, data: unknown) => Promise<void>;
  readonly publish: SockudoServer['publish'];
  readonly replayWire: () => void;
  readonly replayDelta: () => void;
};

const { news, prices, room, team } = sockudoChannels;

/** A day at the market, for ever: every call does the next thing. */
export function createTraderStory(stage: TraderStage): () => Promise<void> {
  let step = 0;
  return async () => {
    const scene = scenes[step % scenes.length];
    const round = Math.floor(step / scenes.length);
    step += 1;
    await scene?.(stage, round);
  };
}

const scenes: readonly ((stage: TraderStage, round: number) => Promise<void> | void)[] = [
  (stage, round) => tick(stage, round * 3),
  (stage) => stage.replayWire(),
  (stage, round) => tick(stage, round * 3 + 1),
  ({ publish }, round) =>
    publish({
      event: 'headline',
      channel: news,
      data: JSON.stringify({ title: 'Markets are calm', edition: round }),
      tags: { region: 'eu', topic: 'markets' },
    }),
  (stage, round) => stage.trigger(room, 'order.paid', { id: 7001 + round, method: 'card', last4: '4242' }),
  (stage) => stage.replayDelta(),
  (stage, round) => tick(stage, round * 3 + 2),
  (stage, round) => stage.trigger(room, 'order.shipped', { id: 7001 + round, carrier: 'Royal Post' }),
  ({ publish }, round) => publish(correction(round)),
  (stage, round) => stage.trigger(team, 'shift.note', { text: 'Tea is ready ☕', minutes: 10 + round }),
];

function tick({ trigger }: TraderStage, step: number): Promise<void> {
  const price = (100 + step / 100).toFixed(2);
  return trigger(prices, 'tick', { asset: 'BTC', price, volume: '12345', exchange: 'demo-exchange' });
}

// A message that takes the place of the one with that serial; its versions are told by headers.
function correction(round: number) {
  return {
    event: 'sockudo:message.update',
    channel: news,
    data: JSON.stringify({ title: 'Markets are calm again', edition: round }),
    extras: {
      headers: {
        sockudo_action: 'message.update',
        sockudo_message_serial: `msg-${round}`,
        sockudo_version_serial: `ver-${round}-2`,
      },
    },
  };
}
