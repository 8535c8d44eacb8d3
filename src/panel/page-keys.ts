import type { Connection } from '../core/entry';
import type { KeySummary } from '../core/key-summary';
import { speaksPusher } from '../core/pusher-like';
import type { KeyId } from '../core/sealed';
import { type Finding, NO_FINDINGS, type VerdictId, withFindings } from '../core/verdicts';
import type { DevtoolsNotice } from '../messages';

/** Which of the known master keys stand in the page: the verdict `master-key-in-page` on its connections. */
export interface PageKeys {
  /** A top document has come that began then (epoch milliseconds). */
  startPage(at: number): void;
  /** What the devtools page has seen; true when it says anything of page keys. */
  take(seen: Seen): boolean;
  /**
   * Gives the connections their verdicts; not before the devtools page has noticed that page too, or they would get those of
   * the page that was left. Costs next to nothing while no master key stands in the page.
   */
  judge(connections: readonly Connection[], keys: readonly KeySummary[]): void;
}

type Seen = Pick<Extract<DevtoolsNotice, { type: 'seen' }>, 'pageKeys' | 'pageStart' | 'isNewPage'>;
type PageKey = Extract<Finding, { id: 'master-key-in-page' }>;

/** Clocks of two worlds of one page differ by less. */
const CLOCK_MS = 20;

const IDS: ReadonlySet<VerdictId> = new Set(['master-key-in-page']);

export function createPageKeys(): PageKeys {
  const urls = new Map<KeyId, string>();
  let pageStart = 0;
  /** Undefined where the page can not be asked: then its keys are taken for those of the page that is there. */
  let keysOf: number | undefined;
  return {
    startPage(at) {
      pageStart = at;
    },
    take({ pageKeys, pageStart: start, isNewPage }) {
      keysOf = start;
      if (isNewPage) urls.clear();
      for (const { id, url } of pageKeys) urls.set(id, url);
      return pageKeys.length > 0 || isNewPage === true;
    },
    judge(connections, keys) {
      if (keysOf !== undefined && pageStart > keysOf + CLOCK_MS) return;
      const known = keys.filter(({ kind, id }) => kind === 'pusher-master' && urls.has(id));
      for (const connection of connections) {
        // A connection that has ended keeps what was true of its page.
        if (connection.state === 'closed' || !speaksPusher(connection)) continue;
        const found = known
          .filter(({ scope }) => scope.app === undefined || scope.app === connection.app)
          .map(({ id }): PageKey => ({ id: 'master-key-in-page', key: id, url: urls.get(id) ?? '' }));
        if (!isSame(connection.findings, found))
          connection.findings = withFindings(
            connection.findings,
            IDS,
            found.length > 0 ? found : NO_FINDINGS,
          );
      }
    },
  };
}

function isSame(findings: readonly Finding[], found: readonly PageKey[]): boolean {
  const before = findings.filter((finding) => finding.id === 'master-key-in-page');
  return (
    before.length === found.length &&
    before.every(({ key, url }, index) => key === found[index]?.key && url === found[index]?.url)
  );
}
