import type { Subscriber } from './channels.ts';

type SignIn = { readonly id: string; readonly watchlist: readonly string[] };

/** Who has signed in on which connection of an app, and whom they watch. */
export type Users = Map<Subscriber, SignIn>;

/** Signs a connection in, tells it who of its watchlist is there, and tells those who watch this user. */
export function signIn(users: Users, connection: Subscriber, id: string, watchlist: readonly string[]): void {
  const isNew = !isOnline(users, id);
  users.set(connection, { id, watchlist });
  if (watchlist.length > 0) {
    const online = watchlist.filter((watched) => isOnline(users, watched));
    const offline = watchlist.filter((watched) => !online.includes(watched));
    tell(connection, [
      { name: 'online', user_ids: online },
      { name: 'offline', user_ids: offline },
    ]);
  }
  if (isNew) tellWatchers(users, id, 'online');
}

/** Forgets a connection; a user is offline when the last one is gone. */
export function signOut(users: Users, connection: Subscriber): void {
  const id = users.get(connection)?.id;
  users.delete(connection);
  if (id !== undefined && !isOnline(users, id)) tellWatchers(users, id, 'offline');
}

type WatchlistEvent = { readonly name: string; readonly user_ids: readonly string[] };

function isOnline(users: Users, id: string): boolean {
  return [...users.values()].some((user) => user.id === id);
}

function tellWatchers(users: Users, id: string, name: string): void {
  for (const [connection, { watchlist }] of users) {
    if (watchlist.includes(id)) tell(connection, [{ name, user_ids: [id] }]);
  }
}

// `{"events":[{"name":"online","user_ids":["ada"]}]}`
function tell(connection: Subscriber, events: readonly WatchlistEvent[]): void {
  const data = JSON.stringify({ events: events.filter(({ user_ids }) => user_ids.length > 0) });
  connection.send({ event: 'pusher_internal:watchlist_events', data });
}
