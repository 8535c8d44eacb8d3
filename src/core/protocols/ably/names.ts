/**
 * Names behind the numbers of the wire. Source: ably-js src/common/lib/types (protocolmessagecommon.ts, message.ts,
 * presencemessage.ts, annotation.ts) and src/plugins/liveobjects/objectmessage.ts.
 */
const ACTIONS = [
  'HEARTBEAT',
  'ACK',
  'NACK',
  'CONNECT',
  'CONNECTED',
  'DISCONNECT',
  'DISCONNECTED',
  'CLOSE',
  'CLOSED',
  'ERROR',
  'ATTACH',
  'ATTACHED',
  'DETACH',
  'DETACHED',
  'PRESENCE',
  'MESSAGE',
  'SYNC',
  'AUTH',
  'ACTIVATE',
  'OBJECT',
  'OBJECT_SYNC',
  'ANNOTATION',
] as const;
const MESSAGE_ACTIONS = [
  'message.create',
  'message.update',
  'message.delete',
  'meta',
  'message.summary',
  'message.append',
];
const PRESENCE_ACTIONS = ['absent', 'present', 'enter', 'leave', 'update'];
const ANNOTATION_ACTIONS = ['create', 'delete'];
const OBJECT_ACTIONS = [
  'map.create',
  'map.set',
  'map.remove',
  'counter.create',
  'counter.inc',
  'object.delete',
  'map.clear',
];
/** Bit numbers of `flags`. */
const FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [0, 'HAS_PRESENCE'],
  [1, 'HAS_BACKLOG'],
  [2, 'RESUMED'],
  [4, 'TRANSIENT'],
  [5, 'ATTACH_RESUME'],
  [7, 'HAS_OBJECTS'],
  [16, 'PRESENCE'],
  [17, 'PUBLISH'],
  [18, 'SUBSCRIBE'],
  [19, 'PRESENCE_SUBSCRIBE'],
  [21, 'ANNOTATION_PUBLISH'],
  [22, 'ANNOTATION_SUBSCRIBE'],
  [24, 'OBJECT_SUBSCRIBE'],
  [25, 'OBJECT_PUBLISH'],
];

/** What a protocol message does; undefined for a number that has no name. */
export type Action = (typeof ACTIONS)[number];

/** The action of a protocol message by its number. */
export function actionName(action: number): Action | undefined {
  return ACTIONS[action];
}

/** The action of a message; one without is a `message.create`. */
export function messageAction(action: unknown): string {
  return nameOf(MESSAGE_ACTIONS, action ?? 0);
}

/** The action of a presence entry: absent, present, enter, leave, update. */
export function presenceAction(action: unknown): string {
  return nameOf(PRESENCE_ACTIONS, action);
}

/** The action of an annotation: create or delete. */
export function annotationAction(action: unknown): string {
  return nameOf(ANNOTATION_ACTIONS, action ?? 0);
}

/** The operation of an object message: `map.set` and so on. */
export function objectAction(action: unknown): string {
  return nameOf(OBJECT_ACTIONS, action);
}

/** The names of the bits that are set, then the number of a bit that has none: `HAS_PRESENCE, bit 30`. */
export function flagNames(flags: number): string {
  const names = new Map(FLAGS);
  const set = Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => (flags >>> bit) & 1);
  return set.map((bit) => names.get(bit) ?? `bit ${bit}`).join(', ');
}

/** An action that is not known keeps its number, so that it can be looked up. */
function nameOf(names: readonly string[], action: unknown): string {
  return (typeof action === 'number' ? names[action] : undefined) ?? `action ${String(action).slice(0, 20)}`;
}
