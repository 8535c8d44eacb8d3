import type { Connection } from '../../core/entry';
import type { KeyKind, KeySummary } from '../../core/key-summary';
import type { Pasted } from '../../core/pasted/pasted';

/** A page may subscribe to thousands of channels, and the browser draws a list of options whole. */
const MAX_OPTIONS = 300;

/**
 * Names of channels that a key or something pasted may be for, of Ably or of the others: of those the encrypted ones. Of
 * Ably nothing but the payload says whether it is encrypted.
 */
export function seenChannelNames(connections: readonly Connection[], isOfAbly: boolean): string[] {
  const names = new Set<string>();
  for (const connection of connections) {
    if ((connection.protocolName === 'ably') !== isOfAbly) continue;
    for (const { name, kind } of connection.channels.values()) {
      if (names.size === MAX_OPTIONS) return [...names];
      if (isOfAbly || kind === 'encrypted') names.add(name);
    }
  }
  return [...names];
}

/** Apps that were seen or that keys are kept for. */
export function knownApps(
  connections: readonly Connection[],
  keys: readonly KeySummary[],
  protocol: Pasted['protocol'],
): string[] {
  const isOfSystem = (ofAbly: boolean) => ofAbly === (protocol === 'ably');
  const apps = new Set<string>();
  for (const { app, protocolName } of connections)
    if (app !== undefined && isOfSystem(protocolName === 'ably')) apps.add(app);
  for (const { kind, scope } of keys)
    if (scope.app !== undefined && isOfSystem(ABLY_KINDS.has(kind))) apps.add(scope.app);
  return [...apps].slice(0, MAX_OPTIONS);
}

const ABLY_KINDS: ReadonlySet<KeyKind> = new Set<KeyKind>(['ably-cipher']);
