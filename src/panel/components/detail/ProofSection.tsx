import { proofAsMarkdown } from '../../../core/proof-report';
import { leakWords, moreLeaks, proofFacts, proofSentence } from '../../../core/proof-words';
import { usePanel } from '../../panel-context';
import type { Place } from '../../store';
import { copyAndSay } from '../../view/acts';
import { formatDate } from '../../view/formats';
import { FactList } from './FactList';

/** How many events of a channel, or of the whole capture, were encrypted and which were not; a button copies it. */
export function ProofSection({ place }: { place: Place | undefined }) {
  const { store, view } = usePanel();
  // What it counts changes in place; the counts of the status bar are a new object after every change that is drawn.
  store.counts.value;
  const proof = store.prove(place);
  const isWhole = proof.channel === undefined;
  const more = moreLeaks(proof);
  return (
    <div class="place-section" data-section="proof">
      <h3>Encryption proof</h3>
      <p class="proof-sentence">
        {proofSentence(proof)}
        <button
          type="button"
          class="text-button"
          data-action="copy-proof"
          title="Copy as Markdown, without keys and payloads"
          onClick={() =>
            void copyAndSay(view, proofAsMarkdown(store.prove(place), formatDate(Date.now())), 'Proof')
          }
        >
          Copy
        </button>
      </p>
      <FactList facts={proofFacts(proof)} />
      {proof.leaks.length > 0 && (
        <>
          <h3>In the clear</h3>
          <ul class="proof-leaks">
            {proof.leaks.map((leak) => {
              const { name, value } = leakWords(leak, isWhole);
              return (
                <li key={leak.id}>
                  <button
                    type="button"
                    class="link-button"
                    title="Show this event"
                    onClick={() => {
                      store.select(leak.id);
                      view.showEvent();
                    }}
                  >
                    {name}
                  </button>
                  <span>{value}</span>
                </li>
              );
            })}
            {more !== undefined && <li>{more}</li>}
          </ul>
        </>
      )}
    </div>
  );
}
