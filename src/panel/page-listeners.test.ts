import { afterEach, describe, expect, it, vi } from 'vitest';
import { parsePageClients } from '../core/listeners/page-client';
import { READ_CLIENTS } from './page-listeners';

const dispatcher = (names: string[] = [], toAll: unknown[] = []) => ({
  callbacks: { _callbacks: Object.fromEntries(names.map((name) => [`_${name}`, [{}]])) },
  global_callbacks: toAll,
});

function client(channel: object, change: object = {}) {
  return {
    key: 'app-key',
    connection: { socket_id: '1.2' },
    global_emitter: dispatcher(),
    channels: { channels: { orders: { name: 'orders', subscribed: true, ...channel } } },
    ...change,
  };
}

/** What the panel understands of what the expression answers in a page with these globals. */
function readPage(globals: Record<string, unknown>) {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  // biome-ignore lint/security/noGlobalEval: it is what the browser does with the expression
  const clients = parsePageClients(structuredClone(globalThis.eval(READ_CLIENTS)));
  return clients.map(({ app, channels }) => [app, Object.fromEntries(channels)]);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the expression that asks the page', () => {
  it('answers the names that are bound to subscribed channels', () => {
    const pusher = client(dispatcher(['shipped', '_odd']));
    expect(readPage({ Pusher: { instances: [pusher] } })).toEqual([
      ['app-key', { orders: { names: ['shipped', '_odd'], all: false } }],
    ]);
    expect(readPage({ Pusher: { instances: [client({ ...dispatcher(), subscribed: false })] } })).toEqual([
      ['app-key', {}],
    ]);
  });

  it('finds the clients of sockudo-js and of Laravel Echo, each once', () => {
    const pusher = client(dispatcher(), { key: 'echo' });
    const Sockudo = { instances: [client(dispatcher(), { key: 'sockudo' })] };
    const Echo = { connector: { pusher } };
    expect(readPage({ Pusher: { instances: [pusher] }, Sockudo, Echo }).map(([app]) => app)).toEqual([
      'echo',
      'sockudo',
    ]);
    vi.unstubAllGlobals();
    expect(readPage({ Echo }).map(([app]) => app)).toEqual(['echo']);
  });

  it('says that everything is heard where something is bound to all events, or too much is bound to read', () => {
    const all = { orders: { names: [], all: true } };
    const many = Array.from({ length: 201 }, (_, index) => `event-${index}`);
    for (const channel of [dispatcher(['shipped'], [() => {}]), dispatcher(many)])
      expect(readPage({ Pusher: { instances: [client(channel)] } })).toEqual([['app-key', all]]);
  });

  it('answers nothing where there is no client, or another library under that name', () => {
    expect(readPage({})).toEqual([]);
    expect(readPage({ Pusher: class {}, Echo: 'echo' })).toEqual([]);
    expect(readPage({ Pusher: { instances: [{}, null, client(dispatcher())] } })).toHaveLength(1);
  });
});
