import type { Counts, LinkState } from '../store';
import { countOf, formatCount } from './formats';

/** Why there is nothing to see; names the `data-empty` of the place that says so. */
export type EmptyKind =
  | 'no-access'
  | 'no-socket'
  | 'no-protocol'
  | 'no-events'
  | 'filtered'
  | 'elsewhere'
  | 'paused';

/** What decides it. */
export interface Situation {
  counts: Counts;
  link: LinkState;
  runsEverywhere: boolean;
  /** Connections of a known protocol, those of them that are not closed, and the channels of these. */
  connections: number;
  openConnections: number;
  channels: number;
  /** What alone narrows the table; undefined for a query, or for nothing. */
  place: 'channel' | 'connection' | undefined;
}

/** What the empty table says; undefined while it has rows, or while it is not yet known why it has none. */
export function emptyStateOf(situation: Situation): { kind: EmptyKind; text: string } | undefined {
  const { counts, link, runsEverywhere, connections, place } = situation;
  if (counts.shown > 0 || counts.untested > 0) return undefined;
  const waiting = counts.waiting - counts.foldedWaiting;
  const hidden = counts.held - counts.folded - waiting;
  if (hidden > 0 && place !== undefined) {
    const verb = hidden === 1 ? 'is' : 'are';
    return {
      kind: 'elsewhere',
      text: `No event on this ${place}. ${formatCount(hidden)} ${verb} on others.`,
    };
  }
  if (hidden > 0) {
    const verb = hidden === 1 ? 'is' : 'are';
    return {
      kind: 'filtered',
      text: `No event matches. ${formatCount(hidden)} ${verb} hidden by the filter.`,
    };
  }
  if (waiting > 0) {
    const verb = waiting === 1 ? 'is' : 'are';
    return { kind: 'paused', text: `Paused. ${countOf(waiting, 'event')} ${verb} waiting.` };
  }
  if (link === 'lost') return undefined;
  if (connections > 0) return { kind: 'no-events', text: waitingText(situation) };
  if (counts.unknownConnections > 0) {
    return {
      kind: 'no-protocol',
      text: `${countOf(counts.unknownConnections, 'WebSocket')} here ${
        counts.unknownConnections === 1 ? 'speaks' : 'speak'
      } no channel protocol that Cipherscope knows.`,
    };
  }
  if (link !== 'connected') return undefined;
  if (!runsEverywhere)
    return { kind: 'no-access', text: 'The browser lets Cipherscope run only on the sites that you allow.' };
  return {
    kind: 'no-socket',
    text: 'No realtime connection yet. Sockets opened before the extension was installed are seen after a reload.',
  };
}

/** How to allow it, in the words of each browser; then the page has to be loaded again. */
export const ALLOW_TEXT = {
  chromium: 'Open chrome://extensions, choose Details at Cipherscope, and under Site access On all sites.',
  firefox:
    'Open about:addons, choose Cipherscope, Permissions and data, and switch on Access your data for all websites.',
};

/** Said above the rows while encrypted events wait and there is no key at all. */
export function noKeyText(dark: number): string {
  return `${countOf(dark, 'encrypted event')} ${dark === 1 ? 'waits' : 'wait'} for a key.`;
}

/** Said when the extension was reloaded under the panel. */
export const LOST_TEXT =
  'Cipherscope was updated. Reopen DevTools to go on; nothing in the page is affected.';

function waitingText({ connections, openConnections, channels }: Situation): string {
  if (openConnections === 0)
    return connections === 1 ? 'The connection is closed.' : 'All connections are closed.';
  if (channels === 0) return 'Connected. No channel is subscribed yet.';
  return `Connected. Waiting for events on ${countOf(channels, 'channel')}.`;
}
