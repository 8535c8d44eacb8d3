import { isBoolean, isText, parseArray, parseFields, toFields } from '../untrusted';

/** What something of a client listens to: some event names, or every event. */
export interface Bound {
  names: readonly string[];
  all: boolean;
}

/** A Pusher client of the inspected page, as far as its own objects say what the page has bound. */
export interface PageClient {
  app: string;
  socketId: string;
  /** What is bound to the client itself: that hears the events of every channel. */
  own: Bound;
  /** The channels that it is subscribed to. */
  channels: ReadonlyMap<string, Bound>;
}

const MAX_CLIENTS = 20;
const MAX_CHANNELS = 500;
const MAX_NAMES = 200;
/** Longest name that is compared, in UTF-16 units; of longer ones their beginning. */
export const MAX_NAME_CHARS = 200;

/** Rebuilds what the page has answered (`readClients` in src/panel/page-listeners.ts), which may be anything; clients and channels that can not be read are left out. */
export function parsePageClients(value: unknown): PageClient[] {
  const clients = toFields(value)?.clients;
  if (!Array.isArray(clients)) return [];
  return clients.slice(0, MAX_CLIENTS).flatMap((client: unknown) => parseClient(client) ?? []);
}

function parseClient(value: unknown): PageClient | undefined {
  const fields = toFields(value);
  const head = fields && parseFields(fields, { app: isName, socketId: isName });
  const own = parseBound(fields?.own);
  if (!head || !own || !Array.isArray(fields?.channels)) return undefined;
  const channels = new Map<string, Bound>();
  for (const item of fields.channels.slice(0, MAX_CHANNELS) as unknown[]) {
    const name = toFields(item)?.name;
    const bound = parseBound(item);
    if (bound && isName(name)) channels.set(name, bound);
  }
  return { ...head, own, channels };
}

function parseBound(value: unknown): Bound | undefined {
  const fields = toFields(value);
  const names = parseArray(fields?.names, MAX_NAMES, (name) => (isName(name) ? name : undefined));
  return names && isBoolean(fields?.all) ? { names, all: fields.all } : undefined;
}

function isName(value: unknown): value is string {
  return isText(value) && value.length <= MAX_NAME_CHARS;
}
