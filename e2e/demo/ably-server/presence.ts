import { broadcast, type Channel, type Client } from './channel.ts';
import { actions, type Entry, flags, type ProtocolMessage, presenceActions } from './protocol-message.ts';

/** Keeps the members that enter, update or leave, and tells everybody who may know, the sender too. */
export function changePresence(channel: Channel, client: Client, request: ProtocolMessage): void {
  const id = `${client.connectionId}:${request.msgSerial}`;
  const { connectionId } = client;
  const presence = (request.presence ?? []).map((entry, index) => {
    const { clientId = client.clientId ?? '' } = entry;
    const member = { ...entry, clientId, connectionId, id: `${id}:${index}`, timestamp: Date.now() };
    keep(channel, member);
    return member;
  });
  tell(channel, presence, id);
}

/** Lets every member of a connection leave, when it detaches or its socket has closed. */
export function leaveAll(channel: Channel, client: Client): void {
  const { connectionId } = client;
  // An id that does not start with the connection's says that the server speaks for it; then the time decides.
  const id = `left-${connectionId}`;
  const timestamp = Date.now();
  const leaving = [...channel.members.values()]
    .filter((member) => member.connectionId === connectionId)
    .map((member, index) => ({
      ...member,
      action: presenceActions.leave,
      id: `${id}:0:${index}`,
      timestamp,
    }));
  for (const member of leaving) keep(channel, member);
  if (leaving.length > 0) tell(channel, leaving, `${id}:0`);
}

function keep(channel: Channel, member: Entry): void {
  const key = `${member.connectionId} ${member.clientId}`;
  if (member.action === presenceActions.leave) channel.members.delete(key);
  else channel.members.set(key, { ...member, action: presenceActions.present });
}

function tell(channel: Channel, presence: readonly Entry[], id: string): void {
  broadcast(channel, flags.presenceSubscribe, {
    action: actions.presence,
    id,
    channel: channel.name,
    channelSerial: channel.lastSerial,
    timestamp: Date.now(),
    presence,
  });
}
