import type { Protocol } from './protocol';

type Optional =
  | 'keyKinds'
  | 'uncopied'
  | 'isCacheChannel'
  | 'prepare'
  | 'describe'
  | 'showBinary'
  | 'hideSecrets'
  | 'describeClose';

/** The members of a protocol that has text frames, nothing encrypted, and nothing to say beside its payloads. */
export const bare: Pick<Protocol, Optional> = {
  keyKinds: [],
  uncopied: [],
  isCacheChannel: () => false,
  prepare: () => undefined,
  describe: () => ({ details: [], encoding: undefined, notice: undefined }),
  showBinary: () => undefined,
  hideSecrets: (payload) => payload,
  describeClose: () => undefined,
};
