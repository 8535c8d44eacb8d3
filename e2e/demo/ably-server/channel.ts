import { type DeltaBase, toDelta } from './deltas.ts';
import { actions, type Entry, flags, type ProtocolMessage } from './protocol-message.ts';

/** The receiving end of an attachment. */
export type Client = {
  readonly connectionId: string;
  readonly clientId: string | undefined;
  /** Whether it wants its own messages back (`echo` in the URL). */
  readonly echoes: boolean;
  readonly send: (message: ProtocolMessage) => void;
};

type Attachment = { readonly modes: number; readonly sendsDeltas: boolean; base?: DeltaBase | undefined };

/** One channel: who is attached, who is present, and the objects that new clients are told of. */
export type Channel = {
  readonly name: string;
  readonly attachments: Map<Client, Attachment>;
  /** By connection and client id; one client may be present from several connections. */
  readonly members: Map<string, Entry>;
  readonly objects: readonly Entry[];
  lastSerial: string;
};

const defaultModes =
  flags.presence | flags.publish | flags.subscribe | flags.presenceSubscribe | flags.annotationPublish;
const optionalModes = flags.annotationSubscribe | flags.objectSubscribe | flags.objectPublish;
const attachSequence = 'attach';

/** A channel without clients. */
export function createChannel(name: string, objects: readonly Entry[]): Channel {
  return { name, attachments: new Map(), members: new Map(), objects, lastSerial: `${attachSequence}:0` };
}

/** Answers an ATTACH with ATTACHED, and with the members and objects that are there already. */
export function attach(channel: Channel, client: Client, request: ProtocolMessage): void {
  const asked = (request.flags ?? 0) & (defaultModes | optionalModes);
  const modes = asked === 0 ? defaultModes : asked;
  const sendsDeltas = request.params?.delta === 'vcdiff';
  // A client that could not read a delta attaches again and gets the next payload whole.
  channel.attachments.set(client, { modes, sendsDeltas });
  const members = modes & flags.presenceSubscribe ? [...channel.members.values()] : [];
  const objects = modes & flags.objectSubscribe ? channel.objects : [];
  client.send({
    action: actions.attached,
    channel: channel.name,
    channelSerial: channel.lastSerial,
    flags: modes | (members.length > 0 ? flags.hasPresence : 0) | (objects.length > 0 ? flags.hasObjects : 0),
    params: sendsDeltas ? { delta: 'vcdiff' } : {},
  });
  // An empty cursor after the colon says that this is the last page.
  const page = { channel: channel.name, channelSerial: `${attachSequence}:`, timestamp: Date.now() };
  if (members.length > 0) client.send({ ...page, action: actions.sync, presence: members });
  if (objects.length > 0) client.send({ ...page, action: actions.objectSync, state: objects });
}

/** Delivers messages to every subscriber, as deltas to those who asked for them. */
export function publish(channel: Channel, sender: Client | undefined, message: ProtocolMessage): void {
  channel.lastSerial = message.channelSerial ?? channel.lastSerial;
  for (const [client, attachment] of channel.attachments) {
    if (!(attachment.modes & flags.subscribe) || (client === sender && !client.echoes)) continue;
    client.send(attachment.sendsDeltas ? withDeltas(attachment, message) : message);
  }
}

/** Delivers any other message to the clients that have this mode. */
export function broadcast(channel: Channel, mode: number, message: ProtocolMessage): void {
  for (const [client, { modes }] of channel.attachments) if (modes & mode) client.send(message);
}

function withDeltas(attachment: Attachment, message: ProtocolMessage): ProtocolMessage {
  const messages = message.messages?.map((whole, index) => {
    const step = toDelta(whole, whole.id ?? `${message.id}:${index}`, attachment.base);
    attachment.base = step.base;
    return step.entry;
  });
  return { ...message, ...(messages ? { messages } : {}) };
}
