import { describe, expect, it } from 'vitest';
import { type Batch, DEFAULT_WINDOWS, type ToBridge, type ToPanel } from '../messages';
import { type BridgeRoute, createTab, type PanelRoute } from './tab';

const A = 'a'.repeat(36);
const B = 'b'.repeat(36);

type Sent<Route, Message> = Route & { sent: Message[] };

function bridgeOf(
  document: string,
  top = true,
  source = top ? 'frame 0' : 'frame 7',
): Sent<BridgeRoute, ToBridge> {
  const sent: ToBridge[] = [];
  const url = `https://example.test/${document[0]}`;
  return {
    document,
    source,
    startedAt: 1,
    top,
    url,
    asked: 0,
    answered: 0,
    sent,
    send: (message) => void sent.push(message),
  };
}

function panelOf(next: [string, number][] = [], windows = DEFAULT_WINDOWS): Sent<PanelRoute, ToPanel> {
  const sent: ToPanel[] = [];
  return { next: new Map(next), since: new Map(), windows, sent, send: (message) => void sent.push(message) };
}

function batchOf(document: string, first: number, last = first): Batch {
  const counts = { bytes: 0, framesBefore: 0, framesThrough: 0, unknownFrames: 0 };
  return { document, first, last, ...counts, connections: [], late: [], occurrences: [] };
}

const watchFrom = (from: number) => ({ type: 'watch', from, windows: DEFAULT_WINDOWS });
const batchesOf = (panel: { sent: ToPanel[] }) =>
  panel.sent.flatMap((message) => (message.type === 'batch' ? message.batch.first : []));

describe('a bridge that comes', () => {
  it('is told to stop when no panel watches', () => {
    const bridge = bridgeOf(A);
    createTab().addBridge(bridge);
    expect(bridge.sent).toEqual([{ type: 'unwatch' }]);
  });

  it('is asked for everything, and introduced to every panel', () => {
    const [tab, bridge, one, other] = [createTab(), bridgeOf(A, false), panelOf(), panelOf()];
    tab.addPanel(one);
    tab.addPanel(other);
    tab.addBridge(bridge);
    expect(bridge.sent).toEqual([watchFrom(1)]);
    const introduced = {
      type: 'document',
      document: A,
      startedAt: 1,
      top: false,
      url: 'https://example.test/a',
    };
    expect([one.sent, other.sent]).toEqual([[introduced], [introduced]]);
  });

  it('again after the background was stopped is asked for what the panel lacks', () => {
    const [tab, bridge] = [createTab(), bridgeOf(A)];
    tab.addPanel(panelOf([[A, 42]]));
    tab.addBridge(bridge);
    expect(bridge.sent).toEqual([watchFrom(42)]);
  });
});

describe('a bridge that names a document that is known', () => {
  it('of another source gets nothing, and what it sends reaches no panel', () => {
    const [tab, real, posing, panel] = [createTab(), bridgeOf(A), bridgeOf(A, false, 'frame 9'), panelOf()];
    tab.addPanel(panel);
    expect(tab.addBridge(real)).toBe(true);
    tab.startWatching(real);
    expect(tab.addBridge(posing)).toBe(false);
    tab.startWatching(posing);
    tab.relay(posing, batchOf(A, 1));
    tab.relay(real, batchOf(A, 2));
    tab.removeBridge(posing);
    tab.relay(real, batchOf(A, 3));
    expect(posing.sent).toEqual([]);
    expect(batchesOf(panel)).toEqual([2, 3]);
    expect(panel.sent.filter(({ type }) => type !== 'batch').map(({ type }) => type)).toEqual(['document']);
  });

  it('of another source gets nothing either when the one that is known has gone', () => {
    const [tab, real, posing, panel] = [createTab(), bridgeOf(A), bridgeOf(A, false, 'frame 9'), panelOf()];
    tab.addPanel(panel);
    tab.addBridge(real);
    tab.removeBridge(real);
    expect(tab.addBridge(posing)).toBe(false);
    tab.startWatching(posing);
    tab.relay(posing, batchOf(A, 1));
    expect(posing.sent).toEqual([]);
    expect(panel.sent.map(({ type }) => type)).toEqual(['document', 'gone']);
    expect(tab.addBridge(bridgeOf(A))).toBe(true);
  });

  it('is remembered as long as it lives, and then through 2,000 that go', () => {
    const [tab, real] = [createTab(), bridgeOf(A)];
    tab.addBridge(real);
    const come = (from: number, count: number) => {
      for (let i = from; i < from + count; i++) {
        const bridge = bridgeOf(i.toString(16).padStart(36, '0'));
        tab.addBridge(bridge);
        tab.removeBridge(bridge);
      }
    };
    come(0, 2_001);
    expect(tab.addBridge(bridgeOf(A, false))).toBe(false);
    tab.removeBridge(real);
    come(2_001, 1_999);
    expect(tab.addBridge(bridgeOf(A, false))).toBe(false);
    come(4_000, 1);
    expect(tab.addBridge(bridgeOf(A, false))).toBe(true);
  });

  it('of the same source takes its place: its port was lost', () => {
    const [tab, before, after, panel] = [createTab(), bridgeOf(A), bridgeOf(A), panelOf()];
    tab.addPanel(panel);
    tab.addBridge(before);
    expect(tab.addBridge(after)).toBe(true);
    tab.startWatching(after);
    tab.relay(before, batchOf(A, 1));
    tab.relay(after, batchOf(A, 2));
    expect(batchesOf(panel)).toEqual([2]);
  });
});

describe('a panel that comes', () => {
  it('asks every bridge, with its windows', () => {
    const windows = { maxBacklogBytes: 1, maxUnacknowledgedBytes: 2 };
    const [tab, top, frame] = [createTab(), bridgeOf(A), bridgeOf(B)];
    tab.addBridge(top);
    tab.addBridge(frame);
    tab.addPanel(panelOf([[B, 7]], windows));
    expect(top.sent.at(-1)).toEqual({ type: 'watch', from: 1, windows });
    expect(frame.sent.at(-1)).toEqual({ type: 'watch', from: 7, windows });
  });

  it('beside another one gets nothing that was sent before the bridge has answered its request', () => {
    const [tab, bridge, one, other] = [createTab(), bridgeOf(A), panelOf(), panelOf()];
    tab.addBridge(bridge);
    tab.addPanel(one);
    tab.startWatching(bridge);
    tab.relay(bridge, batchOf(A, 1));
    tab.acknowledge(one, A, 1);
    tab.addPanel(other);
    tab.relay(bridge, batchOf(A, 2));
    tab.startWatching(bridge);
    tab.relay(bridge, batchOf(A, 1));
    tab.relay(bridge, batchOf(A, 2));
    expect(bridge.sent.at(-1)).toEqual(watchFrom(1));
    expect(batchesOf(one)).toEqual([1, 2, 1, 2]);
    expect(batchesOf(other)).toEqual([1, 2]);
  });

  it('gets nothing of a bridge whose answer to an older request comes first', () => {
    const [tab, bridge, one, other] = [createTab(), bridgeOf(A), panelOf(), panelOf()];
    tab.addPanel(one);
    tab.addBridge(bridge);
    tab.addPanel(other);
    tab.startWatching(bridge);
    tab.relay(bridge, batchOf(A, 1));
    expect([batchesOf(one), batchesOf(other)]).toEqual([[1], []]);
  });
});

describe('an acknowledgement', () => {
  it('reaches the bridge when every panel has given it', () => {
    const [tab, bridge, one, other] = [createTab(), bridgeOf(A), panelOf(), panelOf()];
    tab.addBridge(bridge);
    tab.addPanel(one);
    tab.addPanel(other);
    bridge.sent.length = 0;
    tab.acknowledge(one, A, 5);
    expect(bridge.sent).toEqual([]);
    tab.acknowledge(other, A, 3);
    tab.acknowledge(other, A, 9);
    expect(bridge.sent).toEqual([
      { type: 'acknowledge', through: 3 },
      { type: 'acknowledge', through: 5 },
    ]);
  });

  it('that is older than the last one, or given again, changes nothing', () => {
    const [tab, bridge, panel] = [createTab(), bridgeOf(A), panelOf()];
    tab.addBridge(bridge);
    tab.addPanel(panel);
    bridge.sent.length = 0;
    for (const through of [5, 5, 2]) tab.acknowledge(panel, A, through);
    expect(bridge.sent).toEqual([{ type: 'acknowledge', through: 5 }]);
    expect(panel.next.get(A)).toBe(6);
  });

  it('for one document is none for another', () => {
    const [tab, top, frame, panel] = [createTab(), bridgeOf(A), bridgeOf(B), panelOf()];
    tab.addBridge(top);
    tab.addBridge(frame);
    tab.addPanel(panel);
    tab.acknowledge(panel, B, 5);
    expect(top.sent.at(-1)).toEqual(watchFrom(1));
    expect(frame.sent.at(-1)).toEqual({ type: 'acknowledge', through: 5 });
  });
});

describe('what goes', () => {
  it('a panel leaves the acknowledgements of the others in force', () => {
    const [tab, bridge, one, other] = [createTab(), bridgeOf(A), panelOf(), panelOf()];
    tab.addBridge(bridge);
    tab.addPanel(one);
    tab.addPanel(other);
    tab.acknowledge(one, A, 5);
    tab.removePanel(other);
    expect(bridge.sent.at(-1)).toEqual({ type: 'acknowledge', through: 5 });
    tab.removePanel(one);
    expect(bridge.sent.at(-1)).toEqual({ type: 'unwatch' });
  });

  it('a bridge is announced as gone, and its document is unknown afterwards', () => {
    const [tab, bridge, panel] = [createTab(), bridgeOf(A), panelOf()];
    tab.addPanel(panel);
    tab.addBridge(bridge);
    tab.acknowledge(panel, A, 5);
    tab.removeBridge(bridge);
    expect(panel.sent.at(-1)).toEqual({ type: 'gone', document: A });
    tab.relay(bridge, batchOf(A, 6));
    expect(batchesOf(panel)).toEqual([]);
    expect([panel.next.size, panel.since.size]).toEqual([0, 0]);
  });

  it('a bridge that was replaced says nothing any more, not even that it is gone', () => {
    const [tab, old, now, panel] = [createTab(), bridgeOf(A), bridgeOf(A), panelOf()];
    tab.addPanel(panel);
    tab.addBridge(old);
    tab.startWatching(old);
    tab.addBridge(now);
    tab.startWatching(now);
    tab.relay(old, batchOf(A, 1));
    tab.removeBridge(old);
    expect(batchesOf(panel)).toEqual([]);
    tab.relay(now, batchOf(A, 2));
    expect(batchesOf(panel)).toEqual([2]);
    expect(panel.sent.some(({ type }) => type === 'gone')).toBe(false);
  });

  it('a bridge can not speak for the document of another', () => {
    const [tab, bridge, other, panel] = [createTab(), bridgeOf(A), bridgeOf(B), panelOf()];
    tab.addPanel(panel);
    for (const one of [bridge, other]) {
      tab.addBridge(one);
      tab.startWatching(one);
    }
    tab.relay(other, batchOf(A, 1));
    expect(batchesOf(panel)).toEqual([]);
  });

  it('leaves an empty tab, which nobody watches', () => {
    const [tab, bridge, panel] = [createTab(), bridgeOf(A), panelOf()];
    tab.addBridge(bridge);
    expect([tab.isWatched(), tab.isEmpty()]).toEqual([false, false]);
    tab.addPanel(panel);
    expect([tab.isWatched(), tab.isEmpty()]).toEqual([true, false]);
    tab.removePanel(panel);
    tab.removeBridge(bridge);
    expect([tab.isWatched(), tab.isEmpty()]).toEqual([false, true]);
  });
});
