import { isCount, toFields } from '../core/untrusted';
import { DEFAULT_WINDOWS, type Windows } from '../messages';

/** What a user may set. Bounds are in bytes. */
export interface Settings extends Windows {
  /** Room of the capture; the oldest entries go when it is full. */
  maxCaptureBytes: number;
}

const NAME = 'cipherscope.settings';
const DEFAULTS: Settings = { ...DEFAULT_WINDOWS, maxCaptureBytes: 1_000_000_000 };

/** The settings as stored by this browser profile; a member that is missing or unreadable has its default. */
export function readSettings(): Settings {
  const stored = readStored();
  const settings = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof Settings)[]) {
    const value = stored?.[name];
    if (isCount(value) && value > 0) settings[name] = value;
  }
  return settings;
}

function readStored(): ReturnType<typeof toFields> {
  try {
    return toFields(JSON.parse(localStorage.getItem(NAME) ?? 'null'));
  } catch {
    // The browser denies storage to this page, or something else wrote there: the defaults hold.
    return undefined;
  }
}
