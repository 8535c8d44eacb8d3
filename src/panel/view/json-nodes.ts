import { formatPath, type Step } from './json-path';

/** A line of the tree: a value under its name, or a stretch of a long list. */
export interface JsonNode {
  id: string;
  parent: JsonNode | undefined;
  /** Undefined for the whole value and for stretches. */
  step: Step | undefined;
  value: unknown;
  /** First and last index, when the line stands for a stretch of a longer list. */
  stretch: { from: number; to: number } | undefined;
}

/** The lines of one JSON value, made when they are asked for: a payload may hold a million. */
export interface JsonNodes {
  root: JsonNode;
  get(id: string): JsonNode;
  children(id: string): JsonNode[];
  /** Lines to show expanded at first: level by level until so many lines are in sight. */
  firstExpanded(maxLines: number): string[];
}

/** A list longer than this is cut into stretches, as browsers' consoles do. */
const MAX_CHILDREN = 100;

/** Makes the lines of a parsed JSON value. Ids are valid for this value only. */
export function createJsonNodes(value: unknown): JsonNodes {
  const nodes = new Map<string, JsonNode>();
  const childLists = new Map<string, JsonNode[]>();
  const add = (node: Omit<JsonNode, 'id'>): JsonNode => {
    const made = { ...node, id: String(nodes.size) };
    nodes.set(made.id, made);
    return made;
  };
  const root = add({ parent: undefined, step: undefined, value, stretch: undefined });
  const get = (id: string): JsonNode => nodes.get(id) ?? root;
  const children = (id: string): JsonNode[] => {
    const known = childLists.get(id);
    if (known) return known;
    const list = isExpandable(get(id)) ? makeChildren(get(id), add) : [];
    childLists.set(id, list);
    return list;
  };
  return { root, get, children, firstExpanded: (maxLines) => expandByLevel(root, children, maxLines) };
}

/** True for objects and arrays that have something in them, and for stretches. */
export function isExpandable(node: JsonNode): boolean {
  if (node.stretch) return true;
  if (typeof node.value !== 'object' || node.value === null) return false;
  // A raw number is an object too, and frozen; no object that JSON.parse made is.
  return !Object.isFrozen(node.value) && Object.keys(node.value).length > 0;
}

/** Where a line's value stands in the whole: `items[0].name`. */
export function pathOf(node: JsonNode): string {
  const steps: Step[] = [];
  for (let at: JsonNode | undefined = node; at; at = at.parent)
    if (at.step !== undefined) steps.push(at.step);
  return formatPath(steps.reverse());
}

function makeChildren(node: JsonNode, add: (node: Omit<JsonNode, 'id'>) => JsonNode): JsonNode[] {
  const container = node.value as Record<Step, unknown>;
  const steps: Step[] | undefined = Array.isArray(container) ? undefined : Object.keys(container);
  const length = steps?.length ?? (node.value as unknown[]).length;
  const { from, to } = node.stretch ?? { from: 0, to: length - 1 };
  const width = stretchWidth(to - from + 1);
  const list: JsonNode[] = [];
  for (let at = from; at <= to; at += width) {
    const step = steps?.[at] ?? at;
    list.push(
      width === 1
        ? add({ parent: node, step, value: container[step], stretch: undefined })
        : add({
            parent: node,
            step: undefined,
            value: container,
            stretch: { from: at, to: Math.min(to, at + width - 1) },
          }),
    );
  }
  return list;
}

function stretchWidth(length: number): number {
  let width = 1;
  while (length / width > MAX_CHILDREN) width *= MAX_CHILDREN;
  return width;
}

function expandByLevel(root: JsonNode, children: (id: string) => JsonNode[], maxLines: number): string[] {
  const expanded: string[] = [];
  let lines = 1;
  let level = [root];
  while (level.length > 0) {
    const next: JsonNode[] = [];
    for (const node of level) {
      if (!isExpandable(node) || (node.stretch && node !== root)) continue;
      const list = children(node.id);
      if (node !== root && lines + list.length > maxLines) continue;
      lines += list.length;
      expanded.push(node.id);
      next.push(...list);
    }
    level = next;
  }
  return expanded;
}
