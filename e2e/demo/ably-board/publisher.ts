import type * as Ably from 'ably';
import { createAblyClient } from '../ably-server/clients.ts';
import { type CipherKeys, planChannels } from './channels.ts';
import type { CourierMessage } from './story.ts';

/** The server side: the real Ably client for Node, which seals everything itself. */
export type CourierPublisher = {
  readonly client: Ably.Realtime;
  readonly publish: (message: CourierMessage) => Promise<void>;
  readonly close: () => void;
};

/** Connects, and is present on the staff channel as `depot`. */
export async function startPublisher(port: number, key: string, keys: CipherKeys): Promise<CourierPublisher> {
  const client = createAblyClient(port, key, { clientId: 'depot', echoMessages: false });
  for (const { name, cipherKey } of planChannels(keys)) {
    const secret = name === 'partner' ? keys.partner : cipherKey;
    client.channels.get(name, secret ? { cipher: { key: secret } } : {});
  }
  const lastSerials = new Map<string, string>();
  await client.channels.get('staff').presence.enter({ name: 'The depot', role: 'dispatch' });
  return {
    client,
    publish: (message) => publish(client, lastSerials, message),
    close: () => client.close(),
  };
}

async function publish(
  client: Ably.Realtime,
  lastSerials: Map<string, string>,
  { channel: name, name: event, data, about }: CourierMessage,
): Promise<void> {
  const channel = client.channels.get(name);
  const serial = lastSerials.get(name);
  if (about === undefined || serial === undefined) {
    const { serials } = await channel.publish(event, data);
    if (serials[0]) lastSerials.set(name, serials[0]);
  } else if (about === 'update') {
    await channel.updateMessage({ serial, name: event, data });
  } else {
    await channel.annotations.publish(serial, { type: 'reaction:distinct.v1', name: event });
  }
}
