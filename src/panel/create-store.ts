import { batch, signal } from '@preact/signals';
import type { Entry } from '../core/entry';
import type { KeySummary } from '../core/key-summary';
import type { Batch, ToPanel } from '../messages';
import { createAcknowledging } from './acknowledging';
import { createArrivals } from './arrivals';
import { createAuthWatch } from './auth-watch';
import { connectBackground } from './background-port';
import { createClearing } from './clearing';
import { countAll } from './count-all';
import { createInspection } from './create-inspection';
import { createDepartures } from './departures';
import { createDrawing, type Part } from './drawing';
import { createFoundWatch } from './found-watch';
import type { InspectedPage } from './inspected-page';
import { createKeyActs } from './key-acts';
import { compareKeys } from './key-changes';
import { watchListeners } from './listener-watch';
import { createLostPlace } from './lost-place';
import { createNarrowing } from './narrowing';
import { createPageKeys } from './page-keys';
import { createPasting, NOT_LOADED } from './pasting';
import { createProofs } from './proofs';
import { createRequests } from './requests';
import { type Settings, storeSetting } from './settings';
import { listenForSightings } from './sightings';
import { createSignals } from './signals';
import type { RowList, Store } from './store';
import { createTraffic } from './traffic';
import { unpackBatch } from './unpack-batch';

/** Time that testing entries for the filter takes of one frame: scrolling and typing go on meanwhile. */
const TEST_MS = 20;
/** About as many as a table shows: when more come from draw to draw, nobody reads them. */
const MAX_READABLE = 20;

type Arrival = Extract<ToPanel, { type: 'document' | 'gone' | 'batch' }>;

/** The panel's store for one inspected tab, connected to the background from the start. */
export function createStore(page: InspectedPage, settings: Settings): Store {
  const signals = createSignals(settings);
  const { selected, keys, trouble, link, connections } = signals;

  let selectionChanged = false;
  /** Occurrences that came since all was drawn. */
  let undrawn = 0;
  // Counts alone beside an empty table would say that there is a filter which hides them.
  const isFlooded = () => undrawn > MAX_READABLE && rows.peek().length > 0;
  const drawing = createDrawing({ draw, isFlooded });

  const background = connectBackground({ onConnect, onMessage, onDisconnect });
  const requests = createRequests(background.send);
  const inspection = createInspection(
    settings.maxCaptureBytes,
    background.send,
    drawing.soon,
    (entry) => {
      if (selected.peek()?.entry === entry) selectionChanged = true;
    },
    async (question) => (await requests.ask({ type: 'search', ...question })).facts,
    (connection, change, at) => auth.handleChange(connection, change, at),
  );
  const auth = createAuthWatch(
    inspection.connections,
    {
      prove: async (seen) => (await requests.ask({ type: 'prove', seen })).proofs,
      verify: async (checks) => (await requests.ask({ type: 'verify', checks })).facts,
    },
    drawing.soon,
  );
  const narrowing = createNarrowing((isShown) => {
    inspection.rows.setTest(isShown);
    drawing.next();
  });
  const clearing = createClearing(inspection);
  const pasting = createPasting(inspection, requests, showPasted);
  const prove = createProofs(inspection);
  const traffic = createTraffic(page.tab);
  const acknowledging = createAcknowledging(settings.maxUnacknowledgedBytes, (document, through) =>
    background.send({ type: 'acknowledge', document, through }),
  );
  const lostPlace = createLostPlace(narrowing, inspection.connections);
  const departures = createDepartures(inspection, clearing, lostPlace, signals);
  const haveOthers = createFoundWatch();
  const pageKeys = createPageKeys();
  const arrivals = createArrivals<Arrival>(
    (message) => (message.type === 'batch' ? inspection.prepare(message.batch) : undefined),
    takeArrival,
    () => {
      trouble.value = NOT_LOADED;
    },
  );
  const rows = signal(inspection.rows.list());
  const counts = signal(countAll(inspection, rows.peek().length, narrowing.showControl.peek()));

  function draw(part: Part): void {
    if (part === 'counts') {
      recount(rows.peek());
      return;
    }
    undrawn = 0;
    auth.recount();
    inspection.settle();
    pageKeys.judge(inspection.connections(), keys.peek());
    lostPlace.seek();
    if (narrowing.asksForReasons() && haveOthers(inspection.connections())) inspection.rows.reset();
    const drawn = inspection.rows.list(TEST_MS);
    if (inspection.rows.untested() > 0) drawing.next();
    batch(() => {
      rows.value = drawn;
      recount(drawn);
      connections.value = inspection.connections().filter(({ unknown }) => !unknown);
      signals.progress.value = inspection.opener.progress() ?? inspection.searcher.progress();
      const current = selected.peek();
      if (selectionChanged && current !== undefined) selected.value = { entry: current.entry };
      selectionChanged = false;
    });
  }

  function recount({ length }: RowList): void {
    counts.value = countAll(inspection, length, narrowing.showControl.peek());
  }

  function onConnect(): void {
    const { maxBacklogBytes, maxUnacknowledgedBytes } = settings;
    background.send({
      type: 'watch',
      tab: page.tab,
      next: inspection.next(),
      windows: { maxBacklogBytes, maxUnacknowledgedBytes },
    });
    inspection.searcher.forgetWays();
    inspection.opener.repeat();
    requests.repeat();
  }

  function onDisconnect(final: boolean): void {
    link.value = final ? 'lost' : 'connecting';
  }

  function onMessage(message: ToPanel): void {
    switch (message.type) {
      case 'ready':
        link.value = 'connected';
        return;
      case 'access':
        signals.runsEverywhere.value = message.everywhere;
        return;
      case 'document':
      case 'gone':
        arrivals.add(message);
        return;
      case 'batch':
        arrivals.add({ type: 'batch', batch: unpackBatch(message.batch) });
        return;
      case 'opened':
        inspection.opener.handleFacts(message.request, message.facts);
        drawing.soon();
        return;
      case 'keys':
        takeKeys(message.keys);
        // The keyring can be read again.
        if (trouble.peek() !== NOT_LOADED) trouble.value = undefined;
        return;
      case 'at-rest':
        signals.atRest.value = message;
        return;
      case 'key-added':
      case 'key-refused':
      case 'key-tested':
      case 'proved':
      case 'verified':
      case 'found':
      case 'done':
      case 'refused':
        requests.settle(message);
        return;
      case 'learning':
        signals.learning.value = { isOn: message.isOn, learned: message.learned };
        return;
      case 'trouble':
        trouble.value = { problem: message.problem, remedy: message.remedy };
    }
  }

  /** In their order: a page's protocol may still be on its way when its documents come and go. */
  function takeArrival(message: Arrival): void {
    switch (message.type) {
      case 'document':
        if (message.top) pageKeys.startPage(message.startedAt);
        departures.handleArrival(message);
        return;
      case 'gone':
        acknowledging.forget(message.document);
        departures.handleDeparture(message.document);
        return;
      case 'batch':
        takeIn(message.batch);
    }
  }

  function takeIn(incoming: Batch): void {
    undrawn += incoming.occurrences.length;
    traffic.addFrames(incoming.framesThrough - incoming.framesBefore);
    const through = inspection.takeIn(incoming);
    if (incoming.connections.length > 0) auth.placeWaiting();
    if (through !== undefined) acknowledging.take(incoming, through);
  }

  function takeKeys(now: readonly KeySummary[]): void {
    const { fresh, isLess } = compareKeys(keys.peek(), now);
    keys.value = now;
    inspection.setHasKeys(now.some(({ kind }) => kind !== 'app-secret'));
    inspection.setKeys(now);
    auth.takeKeys(now);
    // A page may have hundreds of channels whose secrets are learned, one after the other.
    if (!isLess && fresh.every(({ learned }) => learned))
      inspection.retryChannels(fresh.map(({ scope }) => scope));
    else inspection.retryDark();
    drawing.next();
  }

  function select(id: number | undefined): void {
    const entry = id === undefined ? undefined : inspection.capture.find(id);
    selected.value = entry && { entry };
  }

  /** What was just opened is in sight: not in another place, and the first of it that is not folded away is selected. */
  function showPasted(entries: readonly Entry[]): void {
    const first = entries.find(({ state }) => state !== 'control') ?? entries[0];
    const { connection, channel } = narrowing.place.peek() ?? {};
    const isInPlace = connection === first?.connection && (channel ?? first?.channel) === first?.channel;
    if (!isInPlace) narrowing.setPlace(undefined);
    select(first?.id);
  }

  page.onNavigated(departures.expect);
  if (page.evaluate) watchListeners(inspection, page.evaluate);
  listenForSightings(page.tab, (seen) => {
    signals.sightingsSince.value = seen.since;
    auth.addExchanges(seen.exchanges);
    if (pageKeys.take(seen)) drawing.soon();
  });

  return {
    ...narrowing,
    ...pasting,
    ...signals,
    rows,
    counts,
    canUndoClear: clearing.canUndo,
    setMaxCaptureBytes(bytes) {
      signals.maxCaptureBytes.value = bytes;
      storeSetting('maxCaptureBytes', bytes);
      inspection.capture.resize(bytes);
      drawing.next();
    },
    select,
    togglePause() {
      signals.paused.value = !signals.paused.peek();
      inspection.rows.setPaused(signals.paused.peek());
      drawing.next();
    },
    clear() {
      clearing.clear();
      selected.value = undefined;
      lostPlace.leave();
      signals.restarts.value++;
      drawing.next();
    },
    undoClear() {
      clearing.undo();
      drawing.next();
    },
    ...createKeyActs(requests, inspection),
    prove: (place) =>
      prove(
        place,
        keys.peek().some(({ kind }) => kind === 'pusher-master'),
      ),
    authorisationOf: auth.find,
    stopProgress() {
      if (inspection.opener.progress()) inspection.opener.stopPast();
      else inspection.searcher.stop();
      drawing.next();
    },
    reloadPage: page.reload,
  };
}
