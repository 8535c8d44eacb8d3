import { describe, expect, it } from 'vitest';
import { createJsonNodes, isExpandable, pathOf } from './json-nodes';

describe('createJsonNodes', () => {
  it('lists members with their paths', () => {
    const nodes = createJsonNodes({ order: { items: [{ 'odd name': 1 }] } });
    const [order] = nodes.children(nodes.root.id);
    const [items] = nodes.children(order?.id ?? '');
    const [first] = nodes.children(items?.id ?? '');
    const [odd] = nodes.children(first?.id ?? '');
    expect(odd && pathOf(odd)).toBe('order.items[0]["odd name"]');
    expect(pathOf(nodes.root)).toBe('');
  });

  it('gives the same lines when asked again', () => {
    const nodes = createJsonNodes([1, 2]);
    expect(nodes.children(nodes.root.id)).toBe(nodes.children(nodes.root.id));
  });

  it('cuts a long array into stretches whose elements keep their index', () => {
    const nodes = createJsonNodes(Array.from({ length: 25_000 }, (_, index) => index));
    const outer = nodes.children(nodes.root.id);
    expect(outer.map((node) => node.stretch)).toEqual([
      { from: 0, to: 9_999 },
      { from: 10_000, to: 19_999 },
      { from: 20_000, to: 24_999 },
    ]);
    const inner = nodes.children(outer[2]?.id ?? '');
    const last = nodes.children(inner.at(-1)?.id ?? '').at(-1);
    expect(last?.value).toBe(24_999);
    expect(last && pathOf(last)).toBe('[24999]');
  });

  it('expands nothing that is empty or plain', () => {
    const nodes = createJsonNodes({ a: {}, b: [], c: null, d: 'text', e: [0] });
    expect(nodes.children(nodes.root.id).map(isExpandable)).toEqual([false, false, false, false, true]);
  });

  it('takes names that objects inherit as plain members', () => {
    const nodes = createJsonNodes(JSON.parse('{"__proto__":{"x":1},"constructor":2}'));
    expect(nodes.children(nodes.root.id).map((node) => [node.step, node.value])).toEqual([
      ['__proto__', { x: 1 }],
      ['constructor', 2],
    ]);
  });

  it('expands level by level at first, as long as there is room', () => {
    const nodes = createJsonNodes({
      small: [1, 2],
      large: Array.from({ length: 50 }, () => 0),
      deep: { a: [1] },
    });
    const expanded = nodes.firstExpanded(20).map((id) => nodes.get(id).step);
    expect(expanded).toEqual([undefined, 'small', 'deep', 'a']);
  });

  it('survives a value nested very deep', () => {
    const nodes = createJsonNodes(JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`));
    expect(nodes.firstExpanded(100).length).toBe(100 - 1);
  });
});
