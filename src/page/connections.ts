import { MAX_CONNECTIONS, MAX_URL_LENGTH } from './bounds';
import { now, startOf } from './natives';
import type { HookConnection } from './wire';

/** A socket as the hook knows it. */
export interface Connection {
  id: number;
  info: HookConnection;
  frames: number;
  /** Null until the bridge has decided. */
  known: boolean | null;
}

const sockets = new WeakMap<WebSocket, Connection>();
const rememberSocket = sockets.set.bind(sockets);

/** The connection of a socket; undefined for what the hook has not seen made. */
export const connectionOf = sockets.get.bind(sockets);

/** Live and recent connections by id, without a prototype: a page may have put members on `Object.prototype`. */
const table: Record<number, Connection> = { __proto__: null } as never;
let newestId = 0;

/** Frames of sockets that the bridge called unknown. */
export let unknownFrames = 0;

export function addConnection(socket: WebSocket, url: string): Connection {
  const id = ++newestId;
  const connection: Connection = {
    id,
    info: [id, startOf(url, MAX_URL_LENGTH), now()],
    frames: 0,
    known: null,
  };
  delete table[id - MAX_CONNECTIONS];
  table[id] = connection;
  rememberSocket(socket, connection);
  return connection;
}

/** The bridge has said whether the frames of this connection are worth keeping. */
export function decide(id: number, known: boolean): void {
  const connection = table[id];
  if (connection?.known !== null) return;
  connection.known = known;
  if (!known) unknownFrames += connection.frames;
}

/** Counts a frame of the connection; false when it is one that nobody keeps. */
export function countFrame(connection: Connection): boolean {
  connection.frames++;
  if (connection.known !== false) return true;
  unknownFrames++;
  return false;
}

export function listConnections(): HookConnection[] {
  const listed: HookConnection[] = [];
  let length = 0;
  for (const id in table) listed[length++] = (table[id] as Connection).info;
  return listed;
}
