import type { Derivation } from './sealed';

/** Every derivation, in the order they are tried: the usual one first. */
export const DERIVATIONS = ['A', 'B', 'C', 'D'] as const satisfies readonly Derivation[];

/** Which server libraries make the shared secret in this way, for people: "derived …". */
export const DERIVATION_MAKERS: Readonly<Record<Derivation, string>> = {
  A: 'as most server libraries make it',
  B: 'as pusher-http-dotnet makes it',
  C: 'as pusher-http-swift makes it',
  D: 'as pusher-http-node 3.0.1–5.0.0 made it',
};
