import type { Connection, ConnectionState } from '../../../core/entry';
import { worstOf } from '../../../core/verdicts';
import { isPasted } from '../../pasted';
import { factsTitle, hostOf } from '../../view/sidebar-items';
import { foundTitle } from '../../view/verdicts';
import { Icon } from '../icons/Icon';
import type { IconName } from '../icons/shapes';
import { WorstMark } from './WorstMark';

const STATE_ICONS = {
  connecting: 'hollow',
  open: 'solid',
  closed: 'failed',
} as const satisfies Record<ConnectionState, IconName>;

interface ConnectionLineProps {
  connection: Connection;
  collapsed: boolean;
  onToggle(): void;
}

/** Host and state of a connection. */
export function ConnectionLine({ connection, collapsed, onToggle }: ConnectionLineProps) {
  const label = collapsed ? 'Expand' : 'Collapse';
  return (
    <>
      <button
        type="button"
        class="twisty"
        tabIndex={-1}
        aria-label={label}
        onClick={(event) => {
          event.stopPropagation();
          onToggle();
        }}
      >
        <Icon name={collapsed ? 'collapsed' : 'expanded'} />
      </button>
      <span
        class="line-text"
        title={[connection.url?.origin, factsTitle(connection)].filter(Boolean).join('\n')}
      >
        {hostOf(connection)}
      </span>
      <ConnectionMark connection={connection} />
      {!isPasted(connection) && (
        <span class={`line-mark connection-${connection.state}`} title={connection.state}>
          <Icon name={STATE_ICONS[connection.state]} />
          <span class="sr-only">{connection.state}</span>
        </span>
      )}
    </>
  );
}

/** The worst that was found about the connection as a whole. */
function ConnectionMark({ connection: { findings } }: { connection: Connection }) {
  const worst = worstOf(findings.map(({ id }) => id));
  return worst === undefined ? null : <WorstMark worst={worst} title={foundTitle(findings, worst)} />;
}
