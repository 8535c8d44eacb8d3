import type { ToPanel } from '../messages';

/** How many bridge ports of each tab are open, whatever has come over them. */
export interface BridgePorts {
  /** Counts a port that comes; false when its tab may have no more. */
  enter(tab: number): boolean;
  /** To be called once for each port that was taken in. */
  leave(tab: number): void;
  isFull(tab: number): boolean;
}

/** A page needs one for each of its documents with sockets; a process that was taken over could open any number. */
export const MAX_BRIDGE_PORTS = 1_000;

/** What a panel is told of a tab that is full. */
export const FULL: ToPanel = {
  type: 'trouble',
  problem: `${MAX_BRIDGE_PORTS.toLocaleString('en')} documents of this tab have sockets.`,
  remedy: 'Reload the page: nothing of further documents is captured.',
};

export function createBridgePorts(): BridgePorts {
  const counts = new Map<number, number>();
  const countOf = (tab: number) => counts.get(tab) ?? 0;
  const isFull = (tab: number) => countOf(tab) >= MAX_BRIDGE_PORTS;
  return {
    enter(tab) {
      if (isFull(tab)) return false;
      counts.set(tab, countOf(tab) + 1);
      return true;
    },
    leave(tab) {
      if (countOf(tab) > 1) counts.set(tab, countOf(tab) - 1);
      else counts.delete(tab);
    },
    isFull,
  };
}
