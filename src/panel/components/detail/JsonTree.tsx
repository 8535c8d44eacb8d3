import { hotkeysCoreFeature, syncDataLoaderFeature } from '@headless-tree/core';
import { useTree } from '@headless-tree/react';
import { useMemo } from 'preact/hooks';
import type { Entry } from '../../../core/entry';
import { usePanel } from '../../panel-context';
import { copyAndSay } from '../../view/acts';
import { nodeForCopy } from '../../view/copy-text';
import { createJsonNodes, isExpandable, type JsonNode } from '../../view/json-nodes';
import { JsonLine } from './JsonLine';

/** The library wants a root that is not drawn. */
const HIDDEN_ROOT = 'hidden root';
const FIRST_LINES = 120;

/** A parsed payload as a tree. Needs a `key` that changes with the value. */
export function JsonTree({ value, entry }: { value: object; entry: Entry }) {
  const { view } = usePanel();
  const nodes = useMemo(() => createJsonNodes(value), [value]);
  const tree = useTree<JsonNode>({
    rootItemId: HIDDEN_ROOT,
    initialState: { expandedItems: useMemo(() => nodes.firstExpanded(FIRST_LINES), [nodes]) },
    getItemName: (item) => String(item.getItemData().step ?? ''),
    isItemFolder: (item) => isExpandable(item.getItemData()),
    dataLoader: {
      getItem: (id) => nodes.get(id),
      getChildren: (id) => (id === HIDDEN_ROOT ? [nodes.root.id] : nodes.children(id).map((node) => node.id)),
    },
    features: [syncDataLoaderFeature, hotkeysCoreFeature],
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const hasModifier = view.isMac ? event.metaKey : event.ctrlKey;
    if (!hasModifier || event.key.toLowerCase() !== 'c' || !getSelection()?.isCollapsed) return;
    const { step, value: focused } = tree.getFocusedItem().getItemData();
    void copyAndSay(view, nodeForCopy(entry, step, focused), 'Value');
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: getContainerProps makes it a tree.
    <div {...tree.getContainerProps('Data')} class="tree" onKeyDown={onKeyDown}>
      {tree.getItems().map((item) => (
        <JsonLine key={item.getKey()} item={item} marker={view.marker.value} entry={entry} />
      ))}
    </div>
  );
}
