import type { Connection, Entry, Opening } from '../core/entry';
import type { Fact, Sealed } from '../core/sealed';
import { createTwinEnvelopes } from '../core/twin-envelopes';
import { createProvenKeys, createSamples } from './samples';
import { type Question, type Searching, takeAlike, toQuestion } from './search-questions';
import type { Progress } from './store';

/** Looks closely at samples of what stays dark: other channels' secrets, other derivations, slips of the keys' texts. */
export interface Searcher {
  /** An encrypted event has come. */
  noteSealed(entry: Entry, sealed: Sealed): void;
  /** An event stayed dark under the keys in scope. False where only its like are searched. */
  noteDark(entry: Entry, sealed: Sealed): boolean;
  /** A payload was opened so. */
  noteOpened(entry: Entry, opening: Opening): void;
  /** Keys have changed: all is worth another look. */
  restart(): void;
  /** The background was started anew, and no longer knows how it has opened a channel: that may be found out again. */
  forgetWays(): void;
  /** How far a long search has come; undefined while there is none. */
  progress(): Progress | undefined;
  stop(): void;
}

export interface SearchAct {
  /** Asks the background; resolves with a fact for each payload. */
  ask(question: Question): Promise<readonly Fact[]>;
  apply(entry: Entry, fact: Fact, sealed: Sealed): void;
  /** A way was found that opens this channel: its other dark events may open the same way. */
  reopen(connection: Connection, channel: string): void;
  connections(): readonly Connection[];
}

const MAX_WAITING = 8_000;
/** Envelopes that came on several channels and are searched beside the samples, until keys change. */
const MAX_TWINS = 2_000;
/** A shorter search is over before anybody has read of it. */
const SHOWN_FROM = 100;
/** Samples that are looked at again when another encrypted channel shows, and how many channels may do that. */
const MAX_KEPT = 200;
const MAX_NEW_CHANNELS = 256;

export function createSearcher(act: SearchAct): Searcher {
  const twins = createTwinEnvelopes();
  const samples = createSamples();
  const proven = createProvenKeys();
  /** Ways that are known to open a channel: each makes its dark events be tried again once. */
  const ways = new Set<string>();
  /** Encrypted channels that have shown, by app. */
  const seen = new Map<string | undefined, Set<string>>();
  let seenChannels = 0;
  let twinsTaken = 0;
  let kept: Searching[] = [];
  let waiting: Searching[] = [];
  let isBusy = false;
  let epoch = 0;
  /** Of the search that is under way: it begins and ends with nothing to wait for. */
  let total = 0;
  let done = 0;

  const depthOf = ({ app, channel, cipher }: Sealed): Pick<Searching, 'channels' | 'keys'> | undefined => {
    const depth = samples.next(nameOf(app, channel));
    // AES-CBC: nothing is derived from another channel.
    if (depth.kind === 'none' || (cipher === 'aes-cbc' && depth.kind !== 'all')) return undefined;
    if (cipher === 'aes-cbc') return { channels: [], keys: undefined };
    const keys = proven.of(app);
    if (depth.kind === 'all') return { channels: 'all', keys: undefined };
    return keys.size > 0 ? { channels: 'opened', keys } : { channels: [], keys: undefined };
  };

  const run = async () => {
    if (isBusy) return;
    isBusy = true;
    while (waiting.length > 0) {
      const started = epoch;
      const chunk = takeAlike(waiting);
      waiting = waiting.slice(chunk.length);
      const facts = await act.ask(toQuestion(chunk, act.connections()));
      // Keys have changed meanwhile: everything that is dark is asked for anew.
      if (started !== epoch) continue;
      done += chunk.length;
      chunk.forEach((one, index) => {
        const fact = facts[index];
        if (fact !== undefined) act.apply(one.entry, fact, one.sealed);
      });
    }
    isBusy = false;
    total = 0;
    done = 0;
  };

  const push = (one: Searching) => {
    waiting.push(one);
    total++;
    // What else becomes dark in this turn goes along.
    if (waiting.length === 1) queueMicrotask(() => void run());
  };

  /** Samples that are still dark may have been sealed for a channel that shows only now. */
  const lookAgain = ({ channel }: Entry, { app }: Sealed) => {
    const known = seen.get(app);
    if (known?.has(channel) || seenChannels >= MAX_NEW_CHANNELS) return;
    if (known === undefined) seen.set(app, new Set([channel]));
    else known.add(channel);
    seenChannels++;
    kept = kept.filter(({ entry }) => entry.state === 'dark');
    for (const one of kept) {
      if (waiting.length >= MAX_WAITING) return;
      if (one.sealed.app === app && one.sealed.channel !== channel) push({ ...one, channels: [channel] });
    }
  };

  /** The other channels that an envelope came on: those are tried however many samples were taken. */
  const twinsOf = ({ channel }: Entry, sealed: Sealed): readonly string[] => {
    if (sealed.cipher !== 'secretbox' || twinsTaken >= MAX_TWINS) return [];
    const others = twins.othersOf(sealed.nonce, channel);
    if (others.length > 0) twinsTaken++;
    return others;
  };

  return {
    noteSealed(entry, sealed) {
      if (sealed.cipher !== 'secretbox') return;
      twins.add(sealed.nonce, entry.channel);
      lookAgain(entry, sealed);
    },
    noteDark(entry, sealed) {
      const others = twinsOf(entry, sealed);
      const scope = others.length > 0 ? { channels: others, keys: undefined } : depthOf(sealed);
      if (scope === undefined || waiting.length >= MAX_WAITING) return false;
      const one = { entry, sealed, ...scope };
      if (scope.channels === 'all' && kept.length < MAX_KEPT) kept.push(one);
      push(one);
      return true;
    },
    noteOpened({ connection, channel }, opening) {
      proven.add(connection.app, opening.key);
      if (opening.detour === undefined && (opening.derivation ?? 'A') === 'A') return;
      const way = JSON.stringify([nameOf(connection.app, channel), opening]);
      if (ways.has(way)) return;
      if (ways.size >= MAX_WAITING) ways.clear();
      ways.add(way);
      act.reopen(connection, channel);
    },
    restart() {
      epoch++;
      waiting = [];
      total = 0;
      done = 0;
      kept = [];
      twinsTaken = 0;
      samples.restart();
      ways.clear();
    },
    forgetWays() {
      samples.restart();
      ways.clear();
    },
    progress: () =>
      total < SHOWN_FROM || done >= total ? undefined : { label: 'Looking for reasons', done, total },
    stop() {
      waiting = [];
      total = 0;
      done = 0;
    },
  };
}

function nameOf(app: string | undefined, channel: string): string {
  return `${app ?? ''} ${channel}`;
}
