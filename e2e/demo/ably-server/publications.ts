import { broadcast, type Channel, type Client, publish } from './channel.ts';
import { actions, type Entry, flags, type ProtocolMessage } from './protocol-message.ts';

const site = 'double';
let lastSerial = 0;

/** Gives messages their serials and delivers them; answers the serials for the ACK. */
export function publishMessages(channel: Channel, client: Client, request: ProtocolMessage): string[] {
  const serial = nextSerial();
  const { connectionId, clientId } = client;
  const serials = (request.messages ?? []).map((_, index) => `${serial}:${pad(index, 3)}`);
  const messages = (request.messages ?? []).map((entry, index) => {
    // The client's own count of bytes goes no further.
    const message = { ...(clientId ? { clientId } : {}), ...entry, size: undefined };
    return versioned(message, serials[index] ?? serial);
  });
  publish(channel, client, {
    action: actions.message,
    id: `${connectionId}:${request.msgSerial}`,
    channel: channel.name,
    channelSerial: serial,
    connectionId,
    timestamp: Date.now(),
    messages,
  });
  return serials;
}

/** Passes annotations or operations on objects on; they are neither summed up nor applied here. */
export function relay(channel: Channel, client: Client, request: ProtocolMessage): string[] {
  const serial = nextSerial();
  const stamp = (entry: Entry, index: number): Entry => ({ ...entry, serial: `${serial}:${pad(index, 3)}` });
  const { connectionId, clientId = '' } = client;
  const parent = { channel: channel.name, channelSerial: serial, connectionId, timestamp: Date.now() };
  const id = `${connectionId}:${request.msgSerial}`;
  if (request.action === actions.annotation) {
    const annotations = (request.annotations ?? []).map((entry, index) => ({
      clientId,
      ...stamp(entry, index),
    }));
    broadcast(channel, flags.annotationSubscribe, { ...parent, id, action: actions.annotation, annotations });
    return annotations.map((entry) => String(entry.serial));
  }
  const state = (request.state ?? []).map((entry, index) => ({ ...stamp(entry, index), siteCode: site }));
  broadcast(channel, flags.objectSubscribe, { ...parent, id, action: actions.object, state });
  return state.map((entry) => String(entry.serial));
}

/** Where this double claims to run; CONNECTED says it and LiveObjects need it. */
export const siteCode = site;

// `{"action":1,"serial":"…","version":{…}}` changes the message with that serial; all others are new.
function versioned(message: Entry, serial: string): Entry {
  const { action = 0 } = message;
  if (action === 0) return { ...message, action, serial, version: { serial, timestamp: Date.now() } };
  const operation = typeof message.version === 'object' ? message.version : {};
  return { ...message, version: { ...operation, serial, timestamp: Date.now() } };
}

// `01700000000000-001@double`: sorts by time, as text.
function nextSerial(): string {
  lastSerial += 1;
  return `${pad(Date.now(), 14)}-${pad(lastSerial, 6)}@${site}`;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
