import type { KeySummary } from '../../../core/key-summary';
import { shortId } from '../../view/formats';
import { cutName } from '../../view/names';
import { KIND_WORDS } from './key-kinds';

/** A key by its label and id, what it is for, and how it is kept. */
export function KeyFacts({ summary, state }: { summary: KeySummary; state: string }) {
  const { id, kind, label, scope } = summary;
  return (
    <>
      <span class="key-name">
        <span class="key-label" title={label}>
          {label}
        </span>
        <code class="key-id" title={`Key id ${id}`}>
          {id.slice(0, 6)}
        </code>
      </span>
      <span class="key-facts">
        <span>{KIND_WORDS[kind].name}</span>
        <span title={scope.app}>
          {scope.app === undefined ? 'All apps' : `${KIND_WORDS[kind].app} ${shortId(scope.app)}`}
        </span>
        {scope.channel !== undefined && (
          <span class="key-channel" title={cutName(scope.channel)}>
            {cutName(scope.channel)}
          </span>
        )}
        <span>{state}</span>
      </span>
    </>
  );
}
