import type { Protocol } from './protocol';

type Optional =
  | 'keyKinds'
  | 'secrets'
  | 'isCacheChannel'
  | 'prepare'
  | 'describe'
  | 'showBinary'
  | 'describeClose';

/** The members of a protocol that has text frames, nothing encrypted, and nothing to say beside its payloads. */
export const bare: Pick<Protocol, Optional> = {
  keyKinds: [],
  secrets: { hidden: [], uncopied: [] },
  isCacheChannel: () => false,
  prepare: () => undefined,
  describe: () => ({ details: [], encoding: undefined, notice: undefined }),
  showBinary: () => undefined,
  describeClose: () => undefined,
};
