/** What is used of pusher-js 4 to 8, and of sockudo-js: names that their published builds do not mangle. */
interface Dispatcher {
  /** Bound names, each with `_` before it. */
  callbacks: { _callbacks: object };
  global_callbacks?: readonly unknown[];
}

interface Client {
  key: string;
  connection: { socket_id: string };
  global_emitter: Dispatcher;
  channels: { channels: Record<string, Dispatcher & { name: string; subscribed: boolean }> };
}

/** Laravel Echo is global by convention only, and holds a Pusher client that may be bundled. */
interface Page {
  Pusher?: { instances?: Client[] };
  Sockudo?: { instances?: Client[] };
  Echo?: { connector?: { pusher?: Client } };
}

/**
 * Runs in the inspected page, so it uses nothing but what is in it: what the page's clients have bound, as `parsePageClients`
 * takes it. A client or channel with more names than are read counts as one that hears everything.
 */
export function readClients() {
  const { Pusher, Sockudo, Echo } = globalThis as Page;
  const clients = new Set([
    ...(Pusher?.instances ?? []),
    ...(Sockudo?.instances ?? []),
    ...(Echo?.connector?.pusher ? [Echo.connector.pusher] : []),
  ]);
  let room = 5_000;
  const boundTo = ({ callbacks, global_callbacks: toAll }: Dispatcher) => {
    const names = Object.keys(callbacks._callbacks);
    const all = names.length > 200 || names.length > room || (toAll ?? []).length > 0;
    room -= all ? 0 : names.length;
    return { all, names: all ? [] : names.map((name) => name.slice(1, 201)) };
  };
  const read = [...clients].slice(-20).flatMap((client) => {
    try {
      const channels = Object.values(client.channels.channels).filter(({ subscribed }) => subscribed);
      return {
        app: client.key,
        socketId: client.connection.socket_id,
        own: boundTo(client.global_emitter),
        channels: channels.slice(0, 500).map((channel) => ({ name: channel.name, ...boundTo(channel) })),
      };
    } catch {
      // Another library under one of these names.
      return [];
    }
  });
  return { clients: read };
}

/** The constant expression that is evaluated in the page. */
export const READ_CLIENTS = `(${readClients})()`;
