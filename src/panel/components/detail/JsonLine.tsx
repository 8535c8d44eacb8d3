import type { ItemInstance } from '@headless-tree/core';
import type { Entry } from '../../../core/entry';
import { nodeForCopy } from '../../view/copy-text';
import { isExpandable, type JsonNode, pathOf } from '../../view/json-nodes';
import { summarize } from '../../view/json-summary';
import { scalarText, typeOfJson } from '../../view/json-value';
import type { Marker } from '../../view/marks';
import { cutName } from '../../view/names';
import { CopyButton } from '../CopyButton';
import { Icon } from '../icons/Icon';
import { Marked } from '../Marked';

/** Longer strings are cut in the tree; the text view and the clipboard have them whole. */
const MAX_STRING_CHARS = 2000;
const INDENT = 14;

interface JsonLineProps {
  item: ItemInstance<JsonNode>;
  marker: Marker;
  /** The event that the value is of: copies of it are clean. */
  entry: Entry;
}

/** One line of the tree: name and value, with what copies them. */
export function JsonLine({ item, marker, entry }: JsonLineProps) {
  const node = item.getItemData();
  const path = pathOf(node);
  const { level } = item.getItemMeta();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: getProps makes it a treeitem.
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: getProps makes it a treeitem.
    <div
      {...item.getProps()}
      // The line reads as its content; the library would put the bare name over it.
      aria-label={undefined}
      aria-selected={item.isFocused()}
      // Tab and screen readers bring the focus too, and the library only knows what it moved itself.
      onFocus={() => {
        if (!item.isFocused()) item.setFocused();
      }}
      class="tree-line"
      data-path={path}
      data-focus={item.isFocused() || undefined}
      style={{ paddingLeft: `${level * INDENT}px` }}
    >
      <span class="tree-twisty">
        {isExpandable(node) && <Icon name={item.isExpanded() ? 'expanded' : 'collapsed'} />}
      </span>
      <span class="tree-text">
        <LineText node={node} isExpanded={item.isExpanded()} marker={marker} />
      </span>
      {!node.stretch && (
        <span class="tree-tools">
          <CopyButton text={() => nodeForCopy(entry, node.step, node.value)} what="Value" />
          {path !== '' && (
            <CopyButton text={() => path} what="Path" title={`Copy path ${path}`} icon="path" />
          )}
        </span>
      )}
    </div>
  );
}

function LineText({ node, isExpanded, marker }: { node: JsonNode; isExpanded: boolean; marker: Marker }) {
  if (node.stretch) return <span class="tree-quiet">{`[${node.stretch.from} … ${node.stretch.to}]`}</span>;
  return (
    <>
      {node.step !== undefined && (
        <>
          <span class="token-name">
            <Marked text={node.step === '' ? '""' : cutName(String(node.step))} marker={marker} />
          </span>
          {': '}
        </>
      )}
      <ValueText value={node.value} isExpanded={isExpanded} marker={marker} />
    </>
  );
}

function ValueText({ value, isExpanded, marker }: { value: unknown; isExpanded: boolean; marker: Marker }) {
  const type = typeOfJson(value);
  if (type === 'array' || type === 'object') {
    return (
      <span class="tree-quiet">{isExpanded ? sizeOf(value as object) : summarize(value as object)}</span>
    );
  }
  return (
    <span class={`token-${type}`}>
      <Marked text={scalarText(value, MAX_STRING_CHARS)} marker={marker} />
    </span>
  );
}

function sizeOf(value: object): string {
  return Array.isArray(value) ? `(${value.length})` : `{${Object.keys(value).length}}`;
}
