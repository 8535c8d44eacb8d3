import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { recognize, recognizers } from '../../../src/core/protocols/recognizers';
import { parrotRecognizer, protocol } from './protocol';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

it('is the example that the documentation shows, in at most 40 lines', () => {
  const source = read('./protocol.ts');
  expect(read('../../adding-a-protocol.md')).toContain(`\`\`\`ts\n${source.trimEnd()}\n\`\`\``);
  expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
});

it('is recognised with one line more in the list, and takes nothing from the others', () => {
  const list = [...recognizers, parrotRecognizer];
  const frame = '{"parrot":1,"room":"kitchen","says":"hello"}';
  expect(recognize('wss://example.com/', [frame], list)).toBe('parrot');
  expect(recognize('wss://example.com/?parrot=2', [], list)).toBe('parrot');
  expect(recognize('wss://example.com/app/key?protocol=7', [], list)).toBe('pusher');
});

it('reads its frames into events and lifecycle', () => {
  const decode = protocol.createDecoder(undefined);
  expect(decode({ text: '{"parrot":1,"room":"kitchen","says":"hello"}' }, 'received')).toEqual({
    events: [{ event: 'says', channel: 'kitchen', content: { kind: 'clear', text: 'hello' } }],
    lifecycle: [],
  });
  expect(decode({ text: '{"parrot":1,"room":"kitchen","enter":true}' }, 'sent').lifecycle).toEqual([
    { kind: 'subscribing', channel: 'kitchen' },
  ]);
});

it.each(['', '{', '[]', '{"parrot":2}', '{"parrot":1,"room":7}'])(
  'keeps %j in sight as unreadable',
  (text) => {
    const [event] = protocol.createDecoder(undefined)({ text }, 'received').events;
    expect(event?.content.kind).toBe('malformed');
  },
);
