import type { Connection, Entry } from '../core/entry';
import { hearingOf } from '../core/listeners/heard';
import { nearNames } from '../core/listeners/nearest-name';
import type { PageClient } from '../core/listeners/page-client';
import { speaksPusher } from '../core/pusher-like';
import { type Finding, NO_FINDINGS } from '../core/verdicts';

/**
 * Which names of events the page listens to, as far as it was asked: the verdict `no-listener`. A name is noted when it is
 * new, at O(1) per event, told about when it was unheard in two readings, and taken back when it is heard later.
 */
export interface Listening {
  /** From now on names are noted; `onNew` runs for each new one. Before, there is nobody who could ask the page. */
  start(onNew: () => void): void;
  /** Gives an entry the verdict on its name, or takes it away; notes the name. */
  stamp(entry: Entry): void;
  /** True where `stamp` would change something. */
  isStale(entry: Entry): boolean;
  /** Takes what the page has answered; true when a verdict was given or taken back. */
  takeReading(clients: readonly PageClient[]): boolean;
  /** How many milliseconds after a reading the next one is due; undefined for none. */
  due(): number | undefined;
}

/** One name of an event on a channel. */
interface Name {
  connection: Connection;
  channel: string;
  event: string;
  /** How many readings in a row found nothing that listens, and how many did not find the channel. */
  unheard: number;
  unknown: number;
  /** The verdict, in a list that all entries of the name share. */
  findings: readonly Finding[];
}

interface Names {
  count: number;
  channels: Map<string, Map<string, Name>>;
}

const MAX_NAMES_EACH = 2_000;
const MAX_WAITING = 2_000;
/** A page may bind a moment after it subscribes. */
const UNHEARD_READINGS = 2;
/** The page's client can not be reached: nothing is to be known. */
const UNKNOWN_READINGS = 5;
const READING_MS = 2_000;
/** For names that were told about: the page may bind them after all. */
const REPEAT_MS = 10_000;
const MAX_BOUND = 50;
/** Verdicts that one reading gives or takes back. */
const MAX_CHANGED = 200;

export function createListening(): Listening {
  const known = new WeakMap<Connection, Names>();
  const waiting = new Set<Name>();
  let onNew: (() => void) | undefined;

  const nameOf = ({ connection, channel, event }: Entry) =>
    known.get(connection)?.channels.get(channel)?.get(event);

  const note = (entry: Entry): Name | undefined => {
    const { connection, channel, event } = entry;
    const names = known.get(connection) ?? { count: 0, channels: new Map<string, Map<string, Name>>() };
    if (names.count >= MAX_NAMES_EACH || waiting.size >= MAX_WAITING) return undefined;
    const name: Name = { connection, channel, event, unheard: 0, unknown: 0, findings: NO_FINDINGS };
    const events = names.channels.get(channel) ?? new Map<string, Name>();
    names.count++;
    known.set(connection, names);
    names.channels.set(channel, events);
    events.set(event, name);
    waiting.add(name);
    onNew?.();
    return name;
  };

  return {
    start(handle) {
      onNew = handle;
    },
    stamp(entry) {
      if (onNew === undefined || !isForTheApp(entry)) return;
      const { findings } = nameOf(entry) ?? note(entry) ?? { findings: NO_FINDINGS };
      if (findings.length > 0 || entry.findings.length > 0)
        entry.findings = stamped(entry.findings, findings);
    },
    isStale(entry) {
      const has = entry.findings.find(isOurs);
      return has !== (isForTheApp(entry) ? nameOf(entry)?.findings[0] : undefined);
    },
    takeReading(clients) {
      let changed = 0;
      for (const name of waiting) {
        // The others at the next reading: each is compared with all names that are bound.
        if (changed === MAX_CHANGED) break;
        const before = name.findings;
        if (!takeHearing(name, clients)) waiting.delete(name);
        if (before !== name.findings) changed++;
      }
      return changed > 0;
    },
    due() {
      if (waiting.size === 0) return undefined;
      return Array.from(waiting).some(({ findings }) => findings.length === 0) ? READING_MS : REPEAT_MS;
    },
  };
}

/** Notes what a reading says of a name; false when the name needs no other. */
function takeHearing(name: Name, clients: readonly PageClient[]): boolean {
  const { connection, channel, event } = name;
  if (connection.state === 'closed') return false;
  const { app, socketId } = connection;
  const hearing = hearingOf(clients, { app, socketId, channel, event });
  switch (hearing.kind) {
    case 'unknown':
      name.unheard = 0;
      return ++name.unknown < UNKNOWN_READINGS;
    case 'heard':
      name.findings = NO_FINDINGS;
      return false;
    case 'unheard':
      name.unknown = 0;
      if (++name.unheard === UNHEARD_READINGS) name.findings = [toFinding(event, hearing.bound)];
      return true;
  }
}

function toFinding(event: string, names: readonly string[]): Finding {
  const near = nearNames(event, names);
  const bound = [...new Set([...near, ...names])].slice(0, MAX_BOUND);
  return { id: 'no-listener', event, bound, nearest: near[0] };
}

/** What the client would hand to the app: decrypted or clear, and received. */
function isForTheApp({ state, direction, channel, connection }: Entry): boolean {
  if (state === 'control' || state === 'dark' || direction !== 'received' || channel === '') return false;
  return speaksPusher(connection);
}

function isOurs({ id }: Finding): boolean {
  return id === 'no-listener';
}

function stamped(before: readonly Finding[], ours: readonly Finding[]): readonly Finding[] {
  if (before.length === 0) return ours;
  if (before === ours || (ours.length === 0 && !before.some(isOurs))) return before;
  const kept = before.filter((finding) => !isOurs(finding));
  return kept.length === 0 ? ours : [...kept, ...ours];
}
