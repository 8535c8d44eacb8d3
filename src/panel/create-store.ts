import { batch, computed, signal } from '@preact/signals';
import type { Connection, Entry } from '../core/entry';
import { type Filter, matchesFilter, parseFilter } from '../core/filter';
import type { KeySummary, Problem } from '../core/key-summary';
import type { ToPanel } from '../messages';
import { connectBackground } from './background-port';
import type { InspectedPage } from './inspected-page';
import { createInspection } from './inspection';
import { createKeyRequests } from './key-requests';
import type { Settings } from './settings';
import type { Counts, LinkState, Place, Progress, Store } from './store';

const UNDO_MS = 10_000;
const NO_FILTER: Filter = { terms: [] };

/** The panel's store for one inspected tab, connected to the background from the start. */
export function createStore(page: InspectedPage, settings: Settings): Store {
  const selected = signal<{ entry: Entry } | undefined>(undefined);
  const keys = signal<readonly KeySummary[]>([]);
  const place = signal<Place | undefined>(undefined);
  const query = signal('');
  const filter = signal<Filter>(NO_FILTER);
  const queryProblem = signal<string | undefined>(undefined);
  const showControl = signal(false);
  const preserveLog = signal(false);
  const paused = signal(false);
  const progress = signal<Progress | undefined>(undefined);
  const trouble = signal<Problem | undefined>(undefined);
  const link = signal<LinkState>('connecting');
  const cleared = signal<readonly Entry[] | undefined>(undefined);
  const connections = signal<readonly Connection[]>([]);

  let drawDue = false;
  /** Draws in the next animation frame; none comes while another DevTools tab is selected, and none is needed. */
  const scheduleDraw = () => {
    if (drawDue) return;
    drawDue = true;
    requestAnimationFrame(draw);
  };
  const background = connectBackground({ onConnect, onMessage, onDisconnect });
  const keyRequests = createKeyRequests(background.send);
  const inspection = createInspection(settings.maxCaptureBytes, background.send, scheduleDraw, (entry) => {
    if (selected.peek()?.entry === entry) selectionChanged = true;
  });
  let selectionChanged = false;
  const rows = signal(inspection.rows.list());
  const counts = signal<Counts>(countAll());

  function countAll(): Counts {
    const { tally, capture } = inspection;
    return {
      shown: inspection.rows.list().length,
      held: capture.length,
      dropped: inspection.dropped(),
      dark: tally.count('dark'),
      reasons: tally.reasons(),
      waiting: inspection.rows.waiting(),
      unknownFrames: inspection.unknownFrames(),
      unknownConnections: inspection.connections().filter(({ unknown }) => unknown).length,
      folded: showControl.peek() ? 0 : tally.count('control'),
    };
  }

  function draw(): void {
    drawDue = false;
    batch(() => {
      rows.value = inspection.rows.list();
      counts.value = countAll();
      connections.value = inspection.connections().filter(({ unknown }) => !unknown);
      progress.value = inspection.opener.progress();
      const current = selected.peek();
      if (selectionChanged && current !== undefined) selected.value = { entry: current.entry };
      selectionChanged = false;
    });
  }

  function onConnect(): void {
    const { maxBacklogBytes, maxUnacknowledgedBytes } = settings;
    background.send({
      type: 'watch',
      tab: page.tab,
      next: inspection.next(),
      windows: { maxBacklogBytes, maxUnacknowledgedBytes },
    });
    inspection.opener.repeat();
    keyRequests.repeat();
  }

  function onDisconnect(final: boolean): void {
    link.value = final ? 'lost' : 'connecting';
  }

  function onMessage(message: ToPanel): void {
    switch (message.type) {
      case 'ready':
        link.value = 'connected';
        return;
      case 'document':
        if (message.top) navigate(message.startedAt);
        inspection.introduce(message);
        return;
      case 'gone':
        inspection.leave(message.document);
        return;
      case 'batch': {
        const through = inspection.takeIn(message.batch);
        if (through === undefined) return;
        background.send({ type: 'acknowledge', document: message.batch.document, through });
        return;
      }
      case 'opened':
        inspection.opener.handleFacts(message.request, message.facts);
        scheduleDraw();
        return;
      case 'keys':
        takeKeys(message.keys);
        return;
      case 'key-added':
      case 'key-refused':
        keyRequests.settle(message);
        return;
      case 'trouble':
        trouble.value = { problem: message.problem, remedy: message.remedy };
    }
  }

  function takeKeys(now: readonly KeySummary[]): void {
    const known = new Set(keys.peek().map(({ id }) => id));
    keys.value = now;
    inspection.setHasKeys(now.length > 0);
    if (now.some(({ id }) => !known.has(id))) inspection.retryDark();
  }

  /** A new top document: what came before it goes, unless the log is preserved. */
  function navigate(startedAt: number): void {
    if (preserveLog.peek()) return;
    inspection.forgetBefore(startedAt);
    batch(() => {
      cleared.value = undefined;
      const current = selected.peek();
      if (current !== undefined && inspection.capture.find(current.entry.id) === undefined)
        selected.value = undefined;
      if (
        place.peek() !== undefined &&
        !inspection.connections().includes((place.peek() as Place).connection)
      )
        setPlace(undefined);
    });
  }

  function applyTest(): void {
    const terms = filter.peek();
    const at = place.peek();
    const withControl = showControl.peek();
    inspection.rows.setTest((entry) => {
      if (entry.state === 'control' && !withControl) return false;
      if (at !== undefined && entry.connection !== at.connection) return false;
      if (at?.channel !== undefined && entry.channel !== at.channel) return false;
      return terms.terms.length === 0 || matchesFilter(terms, entry);
    });
    scheduleDraw();
  }

  function setPlace(next: Place | undefined): void {
    place.value = next;
    applyTest();
  }

  page.onNavigated(navigate);
  showControl.subscribe(applyTest);

  let undoTimer: ReturnType<typeof setTimeout> | undefined;
  return {
    rows,
    counts,
    connections,
    keys,
    selected,
    place,
    query,
    filter,
    queryProblem,
    showControl,
    preserveLog,
    paused,
    progress,
    trouble,
    link,
    canUndoClear: computed(() => cleared.value !== undefined),
    select(id) {
      const entry = id === undefined ? undefined : inspection.capture.find(id);
      selected.value = entry && { entry };
    },
    setQuery(text) {
      const parsed = parseFilter(text);
      batch(() => {
        query.value = text;
        queryProblem.value = parsed.ok ? undefined : parsed.problem;
        if (!parsed.ok) return;
        filter.value = parsed.filter;
        applyTest();
      });
    },
    setPlace,
    togglePause() {
      paused.value = !paused.peek();
      inspection.rows.setPaused(paused.peek());
      scheduleDraw();
    },
    clear() {
      clearTimeout(undoTimer);
      cleared.value = inspection.clear();
      selected.value = undefined;
      undoTimer = setTimeout(() => {
        cleared.value = undefined;
      }, UNDO_MS);
    },
    undoClear() {
      clearTimeout(undoTimer);
      inspection.restore(cleared.peek() ?? []);
      cleared.value = undefined;
    },
    addKey: (text, label, scope, remember) => keyRequests.add(text, label, scope, remember),
    removeKey: (id) => background.send({ type: 'remove-key', id }),
    stopProgress() {
      inspection.opener.stopPast();
      scheduleDraw();
    },
    reloadPage: page.reload,
  };
}
