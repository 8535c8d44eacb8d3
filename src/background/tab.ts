import type { Batch, DocumentId, ToBridge, ToPanel, Windows } from '../messages';

/** A bridge as its tab knows it. Tab and source come from the browser, never from the bridge itself. */
export interface BridgeRoute {
  document: DocumentId;
  /** The browser's word for its document; where a browser has none, for its frame. */
  source: string;
  startedAt: number;
  /** True for the tab's top document. */
  top: boolean;
  url: string;
  /** How often it was asked to watch, and how often it has answered. */
  asked: number;
  answered: number;
  send(message: ToBridge): void;
}

/** A panel as the tab that it inspects knows it. `next` is the first occurrence it lacks, per document. */
export interface PanelRoute {
  next: Map<DocumentId, number>;
  windows: Windows;
  /** Per document the request that was made for this panel: batches before its answer are not for it. */
  since: Map<DocumentId, number>;
  send(message: ToPanel): void;
}

/** The routes of one tab: bridges on one side, panels on the other. It keeps no frame. */
export interface Tab {
  /** False for a bridge that names the document of another source: it gets and replaces nothing. */
  addBridge(bridge: BridgeRoute): boolean;
  removeBridge(bridge: BridgeRoute): void;
  addPanel(panel: PanelRoute): void;
  removePanel(panel: PanelRoute): void;
  /** The bridge has answered a request to watch: what it sends from now on begins where that asked. */
  startWatching(bridge: BridgeRoute): void;
  /** Passes a batch of this bridge on to the panels. Does nothing for a bridge that was replaced. */
  relay(bridge: BridgeRoute, batch: Batch): void;
  acknowledge(panel: PanelRoute, document: DocumentId, through: number): void;
  isWatched(): boolean;
  isEmpty(): boolean;
}

/** Of documents that have gone: past this number it is forgotten whose the first of them were. */
const MAX_GONE = 2_000;

/** Routes for one tab. Pure but for the `send` functions it is given. */
export function createTab(): Tab {
  const bridges = new Map<DocumentId, BridgeRoute>();
  /** Sources of documents whose bridge has gone: they may come back, and nobody else in their place. */
  const gone = new Map<DocumentId, string>();
  const panels = new Set<PanelRoute>();

  const nextOf = (document: DocumentId) =>
    Math.min(...Array.from(panels, (panel) => panel.next.get(document) ?? 1));
  const introduce = (panel: PanelRoute, { document, startedAt, top, url, asked }: BridgeRoute) => {
    panel.since.set(document, asked);
    panel.send({ type: 'document', document, startedAt, top, url });
  };
  const watchOrNot = (bridge: BridgeRoute) => {
    const [panel] = panels;
    if (panel === undefined) bridge.send({ type: 'unwatch' });
    else {
      bridge.asked++;
      bridge.send({ type: 'watch', from: nextOf(bridge.document), windows: panel.windows });
    }
  };

  return {
    addBridge(bridge) {
      // A bridge says itself which document it is of; that it has said so before, the browser shows.
      const { document, source } = bridge;
      const known = bridges.get(document)?.source ?? gone.get(document);
      if (known !== undefined && known !== source) return false;
      gone.delete(document);
      bridges.set(document, bridge);
      watchOrNot(bridge);
      for (const panel of panels) introduce(panel, bridge);
      return true;
    },
    removeBridge(bridge) {
      if (bridges.get(bridge.document) !== bridge) return;
      bridges.delete(bridge.document);
      gone.set(bridge.document, bridge.source);
      const [first] = gone.keys();
      if (gone.size > MAX_GONE && first !== undefined) gone.delete(first);
      for (const panel of panels) {
        panel.since.delete(bridge.document);
        panel.next.delete(bridge.document);
        panel.send({ type: 'gone', document: bridge.document });
      }
    },
    addPanel(panel) {
      panels.add(panel);
      for (const bridge of bridges.values()) {
        watchOrNot(bridge);
        introduce(panel, bridge);
      }
    },
    removePanel(panel) {
      panels.delete(panel);
      for (const bridge of bridges.values()) {
        if (panels.size === 0) bridge.send({ type: 'unwatch' });
        else bridge.send({ type: 'acknowledge', through: nextOf(bridge.document) - 1 });
      }
    },
    startWatching(bridge) {
      bridge.answered++;
    },
    relay(bridge, batch) {
      if (batch.document !== bridge.document || bridges.get(batch.document) !== bridge) return;
      for (const panel of panels) {
        const since = panel.since.get(batch.document) ?? Number.POSITIVE_INFINITY;
        if (bridge.answered >= since) panel.send({ type: 'batch', batch });
      }
    },
    acknowledge(panel, document, through) {
      // Of a document that has gone nothing is remembered: if it comes back, it is asked from its beginning.
      if (!bridges.has(document)) return;
      const before = nextOf(document);
      panel.next.set(document, Math.max(through + 1, panel.next.get(document) ?? 1));
      const after = nextOf(document);
      if (after > before) bridges.get(document)?.send({ type: 'acknowledge', through: after - 1 });
    },
    isWatched: () => panels.size > 0,
    isEmpty: () => panels.size === 0 && bridges.size === 0,
  };
}
