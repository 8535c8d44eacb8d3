import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { readAuth } from '../../src/background/auth-replies';
import { createProve } from '../../src/background/prove';
import { searchAll } from '../../src/background/search';
import { verifyAll } from '../../src/background/verify';
import type { Occurrence, Payload } from '../../src/core/frame';
import { readKeys } from '../../src/core/key-readings';
import type { KeyKind, KeyScope } from '../../src/core/key-summary';
import { type Key, toSummary } from '../../src/core/keyring';
import { createSecretCache, openAll } from '../../src/core/opening';
import { type Finding, severityOf, toVerdict } from '../../src/core/verdicts';
import type { RawAuth } from '../../src/messages';
import { createAuthWatch } from '../../src/panel/auth-watch';
import { createInspection } from '../../src/panel/create-inspection';
import { entriesOf, introduce } from '../../src/panel/sample-inspection';
import { sampleBatch, sampleKnown } from '../../src/panel/sample-traffic';

/** A verdict as a test expects it: severity and every fact that it rests on. */
export interface Said {
  id: string;
  severity: string;
  evidence: Record<string, string>;
}

/** One thing that happens on the connection: a frame that the page received, or one that it sent, or the end. */
export type Happening =
  | string
  | Uint8Array
  | { omitted: 'too-large'; bytes: number }
  | { sent: string }
  | { closed: number; reason: string };

/** The panel without its view, and what the background does for it, in one process: the real parts of both. */
export interface NodePanel {
  /**
   * Takes in what happens, each a millisecond after the other. `isLoaded`: false where what reads the protocol can not be
   * loaded, as when the extension was updated under the panel.
   */
  take(happenings: readonly Happening[], isLoaded?: boolean): Promise<void>;
  /** A request to an auth endpoint as the devtools page has seen it. */
  takeAuth(request: Partial<RawAuth>): Promise<void>;
  /** Pastes a text as a key of this kind and length in bytes: the first reading that has them, as the key field offers it. */
  addKey(label: string, text: string, kind?: KeyKind, bytes?: number): Promise<void>;
  /** What is said of the events of this name, all together; undefined where there is none. */
  ofEvent(event: string): Said[] | undefined;
  ofChannel(channel: string): Said[];
  ofConnection(): Said[];
  /** The statements of the verdicts on an event. */
  problems(event: string): string[];
  /** State and text of an event: what became of it. */
  outcome(event: string): string | undefined;
}

/** When the first thing happens; each later one a millisecond after. */
export const START = 1_001;

const ANYWHERE: KeyScope = { app: undefined, channel: undefined };
const NO_AUTH: RawAuth = {
  at: 0,
  durationMs: 5,
  url: 'https://app.example/pusher/auth',
  method: 'POST',
  status: 200,
  body: '',
  contentType: 'application/x-www-form-urlencoded',
  reply: '',
};

/** Opens the panel on a connection that speaks this protocol. */
export function openNodePanel(
  protocol = 'pusher',
  url = 'ws://localhost/app/app-key?protocol=7&client=js',
): NodePanel {
  const cache = createSecretCache();
  const keyring: Key[] = [];
  const prove = createProve(fingerprint);
  let underWay = 0;
  let seq = 0;
  const counted = async <T>(act: () => Promise<T>): Promise<T> => {
    underWay++;
    try {
      return await act();
    } finally {
      underWay--;
    }
  };
  const inspection = createInspection(
    1e8,
    (message) => {
      if (message.type !== 'open') return;
      void counted(async () => {
        const facts = await openAll(message.payloads, keyring, cache);
        inspection.opener.handleFacts(message.request, facts);
      });
    },
    () => undefined,
    () => undefined,
    ({ payloads, channels, keys }) => counted(() => searchAll(payloads, keyring, cache, { channels, keys })),
    (connection, change, at) => auth.handleChange(connection, change, at),
  );
  const auth = createAuthWatch(
    inspection.connections,
    {
      prove: (seen) => counted(() => prove(seen, keyring)),
      verify: (checks) => counted(async () => verifyAll(checks, keyring)),
    },
    () => undefined,
  );
  introduce(inspection);
  inspection.setHasKeys(false);

  const settle = async () => {
    for (let quiet = 0; quiet < 3; quiet = underWay === 0 ? quiet + 1 : 0) await setImmediate();
    auth.recount();
    inspection.settle();
  };
  const nameKey = (id: string) => keyring.find((key) => key.id === id)?.label ?? id;
  const say = (finding: Finding): Said => {
    const { id, evidence } = toVerdict(finding, nameKey);
    return {
      id,
      severity: severityOf(finding.id),
      evidence: Object.fromEntries(evidence.map(({ name, value }) => [name, value])),
    };
  };
  const all = (event: string) => entriesOf(inspection).filter((entry) => entry.event === event);
  const find = (event: string) => all(event)[0];
  const connection = () => inspection.connections()[0];

  return {
    async take(happenings, isLoaded = true) {
      const occurrences = happenings.map((one) => toOccurrence(one, ++seq));
      const batch = sampleBatch(occurrences, { connections: [sampleKnown({ url, protocol })] });
      // Loading one thing may show that another is needed.
      const load = () => (isLoaded ? inspection.prepare(batch) : undefined);
      for (let loading = load(); loading; loading = load()) await loading;
      inspection.takeIn(batch);
      auth.placeWaiting();
      await settle();
    },
    async takeAuth(request) {
      const { exchanges } = await readAuth({ ...NO_AUTH, ...request }, fingerprint);
      auth.addExchanges(exchanges);
      await settle();
    },
    async addKey(label, text, kind = 'pusher-master', length) {
      const reading = readKeys(text).find(
        (one) => one.kind === kind && (length === undefined || one.key.length === length),
      );
      if (reading === undefined) throw new Error('This text has no such reading.');
      const { key: bytes, source } = reading;
      const id = await fingerprint(reading.kind, ANYWHERE, bytes);
      const addedAt = keyring.length + 1;
      keyring.push({
        id,
        kind: reading.kind,
        label,
        scope: ANYWHERE,
        remembered: false,
        addedAt,
        bytes,
        text: source,
      });
      inspection.setHasKeys(true);
      inspection.setKeys(keyring.map(toSummary));
      auth.takeKeys(keyring.map(toSummary));
      inspection.retryDark();
      await settle();
    },
    ofEvent: (event) => find(event) && all(event).flatMap(({ findings }) => findings.map(say)),
    problems: (event) => (find(event)?.findings ?? []).map((finding) => toVerdict(finding, nameKey).problem),
    ofChannel: (channel) => connection()?.channels.get(channel)?.findings.map(say) ?? [],
    ofConnection: () => connection()?.findings.map(say) ?? [],
    outcome(event) {
      const entry = find(event);
      return entry && `${entry.state} ${entry.text}`.trim();
    },
  };
}

/** As the background names keys: under a key of its own. */
async function fingerprint(kind: KeyKind, scope: KeyScope, bytes: Uint8Array): Promise<string> {
  const named = createHmac('sha256', 'this installation').update(JSON.stringify([kind, scope]));
  return named.update(bytes).digest('hex').slice(0, 12);
}

function toOccurrence(happening: Happening, seq: number): Occurrence {
  const when = { seq, connection: 1, at: START + seq - 1 };
  if (typeof happening === 'object' && 'closed' in happening) {
    const { closed: code, reason } = happening;
    return { ...when, kind: 'close', code, reason, wasClean: true };
  }
  const isSent = typeof happening === 'object' && 'sent' in happening;
  return { ...when, kind: 'frame', direction: isSent ? 'sent' : 'received', payload: toPayload(happening) };
}

function toPayload(happening: Exclude<Happening, { closed: number }>): Payload {
  if (typeof happening === 'string') return { text: happening };
  if (happening instanceof Uint8Array) return { base64: Buffer.from(happening).toString('base64') };
  return 'sent' in happening ? { text: happening.sent } : happening;
}
