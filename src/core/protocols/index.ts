import type { Protocol } from './protocol';
import { isProtocolId, type ProtocolId } from './recognizers';

const loaded = new Map<ProtocolId, Protocol>();

/** The protocol of that name; undefined until `loadProtocol` has brought it, and for names of none. */
export function protocolOf(id: string): Protocol | undefined {
  return isProtocolId(id) ? loaded.get(id) : undefined;
}

/**
 * Brings a protocol from its folder, `<id>/protocol.ts`: most pages speak one, and nobody needs them all. Undefined when
 * it is there already, and for names of none. Rejects when the extension was replaced under the panel.
 */
export function loadProtocol(id: string): Promise<void> | undefined {
  if (!isProtocolId(id) || loaded.has(id)) return undefined;
  return import(`./${id}/protocol.ts`).then((module: { protocol: Protocol }) => {
    loaded.set(id, module.protocol);
  });
}
