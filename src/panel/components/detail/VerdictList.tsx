import type { ComponentChildren } from 'preact';
import type { Entry } from '../../../core/entry';
import type { Finding } from '../../../core/verdicts';
import type { Context } from '../../../core/verdicts/in-context';
import type { Verdict } from '../../../core/verdicts/verdict';
import { usePanel } from '../../panel-context';
import type { Store } from '../../store';
import { reportText } from '../../view/verdict-report';
import { severityWord, verdictsOf } from '../../view/verdicts';
import { CopyButton } from '../CopyButton';
import { Icon } from '../icons/Icon';
import { SaveSlip } from './SaveSlip';

interface VerdictListProps {
  findings: readonly Finding[];
  /** What the verdicts are about, for the report. */
  subject: string;
  /** The event that they are about. */
  entry?: Entry;
}

/** What was found, the worst first: the problem, the facts it rests on, and what to do. */
export function VerdictList({ findings, subject, entry }: VerdictListProps) {
  const { store } = usePanel();
  // What the rest of a channel tells changes in place; the counts are a new object after every change that is drawn.
  store.counts.value;
  if (findings.length === 0) return null;
  const context = entry && contextOf(store, entry);
  return (
    <div class="verdicts" data-verdicts>
      {verdictsOf(findings, store.keys.value, context).map((verdict, index) => (
        // Nonce and ciphertext may have one fault each, under one id.
        <VerdictBox key={index} verdict={verdict} subject={subject}>
          {entry && <VerdictAct finding={findings.find(({ id }) => id === verdict.id)} entry={entry} />}
        </VerdictBox>
      ))}
    </div>
  );
}

function contextOf(store: Store, { connection, channel: name }: Entry): Context | undefined {
  const channel = connection.channels.get(name);
  if (channel === undefined) return undefined;
  const { opened, dark } = channel;
  return { opened, dark, proved: store.authorisationOf(connection, channel)?.proof?.found?.key };
}

/** What can be done about a verdict here and now. */
function VerdictAct({ finding, entry }: { finding: Finding | undefined; entry: Entry }) {
  return finding?.id === 'key-slip' ? <SaveSlip key={entry.id} finding={finding} entry={entry} /> : null;
}

interface VerdictBoxProps {
  verdict: Verdict;
  subject: string;
  children: ComponentChildren;
}

function VerdictBox({ verdict, subject, children }: VerdictBoxProps) {
  const { id, severity, title, problem, remedy, evidence } = verdict;
  return (
    <section class={`verdict verdict-${severity}`} data-verdict={id} aria-label={title}>
      <p class="verdict-title">
        <Icon name={severity} />
        <span class="sr-only">{severityWord(severity)}: </span>
        <strong>{title}</strong>
        <code class="verdict-id" title={`Filter: reason:${id}`}>
          {id}
        </code>
        <CopyButton text={() => reportText(verdict, subject)} what="Report" />
      </p>
      <p class="verdict-problem">{problem}</p>
      {evidence.length > 0 && (
        <dl class="verdict-evidence">
          {evidence.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p class="verdict-remedy">{remedy}</p>
      {children}
    </section>
  );
}
