/** What channels of a kind have in common: `private-encrypted-cache-`, `presence-`, `cache-`. */
const KIND_PREFIX = /^(?:(?:private|presence|encrypted|cache)-)+(?=.)/;
const SEPARATOR = /[.:\\-]/g;
/** A namespace is a word: not a number, nor the id of one of many. */
const NAMESPACE = /^[a-z_]\w*$/;
const ID = /^(?=\w*\d)[0-9a-f_]{8,}$/;
const MIN_REST_CHARS = 3;
/** Namespaces of more parts than this are not looked at. */
const MAX_PARTS = 4;
/** A page may choose any name; longer ones have no near name. */
const MAX_NAME_CHARS = 200;

/** A channel name without what may differ between two names for one thing. */
export interface ChannelWords {
  /** Without the prefix of its kind, in lower case. Two channels with one core are the same but for their kind. */
  core: string;
  /** The core without namespaces in front or behind: `app.orders` and `orders.app` have the part `orders`. */
  parts: readonly string[];
}

export function wordsOf(name: string): ChannelWords {
  const core = name
    .slice(0, MAX_NAME_CHARS + 1)
    .toLowerCase()
    .replace(KIND_PREFIX, '');
  if (core.length > MAX_NAME_CHARS) return { core: name, parts: [] };
  const cuts = Array.from(core.matchAll(SEPARATOR), ({ index }) => index);
  const parts = [
    ...cuts.slice(0, MAX_PARTS).map((at) => partOf(core.slice(0, at), core.slice(at + 1))),
    ...cuts.slice(-MAX_PARTS).map((at) => partOf(core.slice(at + 1), core.slice(0, at))),
  ];
  return { core, parts: [...new Set(parts.filter((part) => part !== undefined))] };
}

/** What is left when a namespace is taken off; undefined where that is none, or where too little is left. */
function partOf(namespace: string, rest: string): string | undefined {
  const words = namespace.split(SEPARATOR);
  const isNamespace = words.every((word) => NAMESPACE.test(word) && !ID.test(word));
  const isName = rest.length >= MIN_REST_CHARS && /[a-z]/.test(rest) && !ID.test(rest);
  return isNamespace && isName ? rest : undefined;
}
