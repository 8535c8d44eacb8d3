import type { Proof, SeenSecret } from '../core/auth/exchange';
import type { SignatureCheck, SignatureFact } from '../core/auth/signature-check';
import type { Subject } from './auth-subjects';

/** What the background is asked of secrets and signatures. An answer that lacks items is that of a keyring in trouble. */
export interface AuthAsk {
  prove(seen: SeenSecret[]): Promise<readonly Proof[]>;
  verify(checks: SignatureCheck[]): Promise<readonly SignatureFact[]>;
}

/** Asks what subjects lack, in chunks and one chunk after the other, so that live events go between. */
export interface AuthQuestions {
  /** Asks which key derives the secret that stands in `subject.proof`. */
  prove(subject: Subject): void;
  /** Asks whether the signature that stands in `subject.signature` holds. */
  verify(subject: Subject): void;
}

const CHUNK_LENGTH = 50;
/** A page may have any number of connections and channels: so many may have been signed in place of what was sent. */
const MAX_SOCKETS = 50;
const MAX_CHANNELS = 100;
const MAX_DATA = 20;

/** What may have been signed in place of what a subject has. */
export interface Others {
  socketIds: Iterable<string>;
  data: Iterable<string>;
}

/** `others` is asked for subjects whose signature fails; `onAnswer` runs for every subject that got an answer. */
export function createAuthQuestions(
  ask: AuthAsk,
  others: (subject: Subject) => Others,
  onAnswer: (subject: Subject) => void,
): AuthQuestions {
  const proving = createQueue<Subject>(async (subjects) => {
    const open = subjects.flatMap((subject) => (subject.proof ? [{ subject, proof: subject.proof }] : []));
    const proofs = await ask.prove(open.map(({ proof }) => proof.of));
    open.forEach(({ subject, proof }, index) => {
      // Another reply may have come, or another key: what is asked for now stands there then.
      if (subject.proof !== proof) return;
      proof.found = proofs[index];
      onAnswer(subject);
    });
  });
  const check = async (subjects: readonly Subject[], isSearch: boolean): Promise<Subject[]> => {
    const open = subjects.flatMap((subject) => {
      const question = toCheck(subject, isSearch ? others(subject) : undefined);
      return subject.signature && question ? [{ subject, signature: subject.signature, question }] : [];
    });
    if (open.length === 0) return [];
    const facts = await ask.verify(open.map(({ question }) => question));
    return open.flatMap(({ subject, signature }, index) => {
      if (subject.signature !== signature) return [];
      signature.found = facts[index];
      onAnswer(subject);
      return signature.found?.outcome === 'failed' ? [subject] : [];
    });
  };
  const verifying = createQueue<Subject>(async (subjects) => {
    // What else may have been signed is sent for the few that fail.
    await check(await check(subjects, false), true);
  });
  return { prove: proving, verify: verifying };
}

function toCheck(
  { connection, channel, signature }: Subject,
  others: Others | undefined,
): SignatureCheck | undefined {
  const { app, socketId, channels } = connection;
  if (signature === undefined || socketId === undefined) return undefined;
  const { auth, data } = signature.of;
  const socketIds = take(others?.socketIds ?? [], MAX_SOCKETS, socketId);
  if (channel === undefined) {
    return { what: 'user', app, auth, socketId, data: data ?? '', others: { socketIds } };
  }
  const { name } = channel;
  const names = others === undefined ? [] : [...spellingsOf(name), ...channels.keys()];
  return {
    what: 'channel',
    app,
    auth,
    socketId,
    channel: name,
    data,
    others: {
      socketIds,
      channels: take(names, MAX_CHANNELS, name),
      data: take(others?.data ?? [], MAX_DATA, data ?? ''),
    },
  };
}

/** Names that an endpoint may sign in place of the whole one: frameworks know channels without their prefixes. */
function spellingsOf(name: string): string[] {
  const bare = name.replace(/^(private-encrypted-|private-|presence-)/, '');
  return [bare, `private-${bare}`, `private-encrypted-${bare}`, `presence-${bare}`, `encrypted-${bare}`];
}

function take(values: Iterable<string>, most: number, without: string): string[] {
  const taken = new Set<string>();
  for (const value of values) {
    if (taken.size >= most) break;
    if (value !== without) taken.add(value);
  }
  return [...taken];
}

/** Collects what is added in one turn, each once, and works on it in chunks. */
function createQueue<Item>(work: (items: Item[]) => Promise<void>): (item: Item) => void {
  const waiting = new Set<Item>();
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    await Promise.resolve();
    while (waiting.size > 0) {
      const items = [...waiting].slice(0, CHUNK_LENGTH);
      for (const item of items) waiting.delete(item);
      await work(items);
    }
    isRunning = false;
  };
  return (item) => {
    waiting.add(item);
    if (!isRunning) void run();
  };
}
