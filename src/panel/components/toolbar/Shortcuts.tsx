import { usePanel } from '../../panel-context';
import { listShortcuts } from '../../view/shortcuts';
import { Icon } from '../icons/Icon';
import { Popover } from '../Popover';

/** The help: all shortcuts. */
export function Shortcuts() {
  const { view } = usePanel();
  return (
    <Popover face={<Icon name="help" />} label="Shortcuts" action="help" role="dialog">
      <dl class="shortcuts" tabIndex={-1}>
        {listShortcuts(view.isMac).map(({ keys, does }) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}
