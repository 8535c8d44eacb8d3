import type { Detail } from '../../../core/protocols/protocol';
import { CopyButton } from '../CopyButton';

/** Names and values in two columns; every value can be copied. */
export function FactList({ facts }: { facts: readonly Detail[] }) {
  return (
    <dl class="facts">
      {facts.map(({ name, value }, index) => (
        <div key={`${index} ${name}`} class="fact" data-fact={name}>
          <dt>{name}</dt>
          <dd>
            <span class="fact-value">{value}</span>
            <CopyButton text={() => value} what={name} title={`Copy ${name}`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
