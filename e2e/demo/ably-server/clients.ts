// Real Ably clients for tests and for the demo's server side.
import * as Ably from 'ably';

/** A real ably-js that speaks to the double and nobody else. */
export function createAblyClient(port: number, key: string, options: Ably.ClientOptions = {}): Ably.Realtime {
  return new Ably.Realtime({
    key,
    endpoint: '127.0.0.1',
    port,
    tls: false,
    disableConnectivityCheck: true,
    logLevel: 0,
    ...options,
  });
}

/** The next message on a channel, whatever its name, once the channel is attached. */
export async function listen(channel: Ably.RealtimeChannel): Promise<() => Promise<Ably.InboundMessage>> {
  const arrived: Ably.InboundMessage[] = [];
  const waiting: ((message: Ably.InboundMessage) => void)[] = [];
  await channel.subscribe((message) => {
    const take = waiting.shift();
    if (take) take(message);
    else arrived.push(message);
  });
  return () => {
    const first = arrived.shift();
    return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
  };
}
