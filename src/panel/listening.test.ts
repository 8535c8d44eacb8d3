import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../core/entry';
import { type PageClient, parsePageClients } from '../core/listeners/page-client';
import { sampleConnection, sampleEntry } from '../core/sample-entry';
import { createListening, type Listening } from './listening';

const connection = sampleConnection({ socketId: '1.2' });
const onNew = vi.fn();
let listening: Listening;

beforeEach(() => {
  onNew.mockClear();
  listening = createListening();
  listening.start(onNew);
});

/** The page's client, subscribed to `orders`, with these names bound to that. */
function bound(...names: string[]): PageClient[] {
  const own = { names: [], all: false };
  const channels = [{ name: 'orders', names, all: false }];
  return parsePageClients({ clients: [{ app: 'app-key', socketId: '1.2', own, channels }] });
}

function stampedEntry(change: Partial<Entry> = {}): Entry {
  const entry = sampleEntry(1, { connection, event: 'App\\Events\\OrderShipped', ...change });
  listening.stamp(entry);
  return entry;
}

describe('an event that nothing listens to', () => {
  it('is told about after two readings, with the nearest of the bound names', () => {
    const entry = stampedEntry();
    expect(listening.takeReading(bound('OrderPaid', 'OrderShipped'))).toBe(false);
    expect(listening.isStale(entry)).toBe(false);
    expect(listening.takeReading(bound('OrderPaid', 'OrderShipped'))).toBe(true);
    expect(listening.isStale(entry)).toBe(true);
    listening.stamp(entry);
    expect(entry.findings).toEqual([
      {
        id: 'no-listener',
        event: 'App\\Events\\OrderShipped',
        bound: ['OrderShipped', 'OrderPaid'],
        nearest: 'OrderShipped',
      },
    ]);
    expect(listening.isStale(entry)).toBe(false);
  });

  it('is told about at once where its name was told about before, beside what else was found', () => {
    stampedEntry();
    for (let reading = 0; reading < 2; reading++) listening.takeReading(bound());
    const other = { id: 'key-slip', slip: 'quotes', key: 'abc' } as const;
    expect(stampedEntry({ findings: [other] }).findings.map(({ id }) => id)).toEqual([
      'key-slip',
      'no-listener',
    ]);
    expect(onNew).toHaveBeenCalledTimes(1);
  });

  it('is taken back when the page binds it later', () => {
    const entry = stampedEntry();
    for (let reading = 0; reading < 2; reading++) listening.takeReading(bound());
    listening.stamp(entry);
    expect(listening.takeReading(bound('App\\Events\\OrderShipped'))).toBe(true);
    listening.stamp(entry);
    expect(entry.findings).toEqual([]);
    expect(listening.due()).toBeUndefined();
  });
});

describe('nothing is told', () => {
  it('of a name that is bound a moment after its event came', () => {
    stampedEntry();
    listening.takeReading(bound());
    expect(listening.takeReading(bound('App\\Events\\OrderShipped'))).toBe(false);
  });

  it('where the client can not be reached, and it is not asked for ever', () => {
    stampedEntry();
    for (let reading = 0; reading < 5; reading++) expect(listening.takeReading([])).toBe(false);
    expect(listening.due()).toBeUndefined();
  });

  it.each<[string, Partial<Entry>]>([
    ['a control event', { state: 'control' }],
    ['a dark event', { state: 'dark' }],
    ['a sent event', { direction: 'sent' }],
    ['an event without channel', { channel: '' }],
    ['an event of Ably', { connection: sampleConnection({ protocolName: 'ably' }) }],
  ])('of %s', (_, change) => {
    stampedEntry(change);
    expect(onNew).not.toHaveBeenCalled();
    expect(listening.due()).toBeUndefined();
  });

  it('of a connection that is closed', () => {
    stampedEntry({ connection: sampleConnection({ socketId: '1.2', state: 'closed' }) });
    listening.takeReading(bound());
    expect(listening.due()).toBeUndefined();
  });

  it('without anyone who could ask the page', () => {
    listening = createListening();
    stampedEntry();
    expect(listening.due()).toBeUndefined();
  });
});

it('the page is asked soon for new names, and seldom for those that were told about', () => {
  stampedEntry();
  expect(listening.due()).toBe(2_000);
  for (let reading = 0; reading < 2; reading++) listening.takeReading(bound());
  expect(listening.due()).toBe(10_000);
  stampedEntry({ event: 'other' });
  expect(listening.due()).toBe(2_000);
});

it('names are noted up to a bound', () => {
  for (let index = 0; index < 5_000; index++) stampedEntry({ event: `event-${index}` });
  expect(onNew).toHaveBeenCalledTimes(2_000);
});
