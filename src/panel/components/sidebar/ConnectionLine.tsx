import type { Connection, ConnectionState } from '../../../core/entry';
import { isPasted } from '../../pasted';
import { factsTitle, hostOf } from '../../view/sidebar-items';
import { connectionMarkTitle, worstOfConnection } from '../../view/verdicts';
import { Icon } from '../icons/Icon';
import type { IconName } from '../icons/shapes';

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
      <WorstMark connection={connection} />
      {!isPasted(connection) && (
        <span class={`line-mark connection-${connection.state}`} title={connection.state}>
          <Icon name={STATE_ICONS[connection.state]} />
          <span class="sr-only">{connection.state}</span>
        </span>
      )}
    </>
  );
}

const MARK_ICONS = { fault: 'fault', warning: 'warning', info: 'info' } as const;

/** The worst that was found about the connection itself; what was found about its channels stands at these. */
function WorstMark({ connection }: { connection: Connection }) {
  const worst = worstOfConnection(connection);
  if (worst === undefined) return null;
  const title = connectionMarkTitle(connection, worst);
  return (
    <span class={`line-mark mark-${worst}`} data-worst={worst} title={title}>
      <Icon name={MARK_ICONS[worst]} />
      <span class="sr-only">{title}</span>
    </span>
  );
}
