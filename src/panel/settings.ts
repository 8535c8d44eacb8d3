import { isCount, toFields } from '../core/untrusted';
import { DEFAULT_WINDOWS, type Windows } from '../messages';

/** What a user may set. Bounds are in bytes. */
export interface Settings extends Windows {
  /** Room of the capture; the oldest entries go when it is full. */
  maxCaptureBytes: number;
}

const NAME = 'cipherscope.settings';
/** Bounds of what a user may give to events, in bytes. A panel's process of Chrome ends at 4 GB. */
export const CAPTURE_BYTES = { min: 10_000_000, max: 2_000_000_000, default: 1_000_000_000 } as const;

const DEFAULTS: Settings = { ...DEFAULT_WINDOWS, maxCaptureBytes: CAPTURE_BYTES.default };

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

/** Stores one setting; the others stay as they are. Where the browser denies storage it holds until the panel is closed. */
export function storeSetting(name: keyof Settings, value: number): void {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...readStored(), [name]: value }));
  } catch {
    // As above: nothing is lost but the memory of it.
  }
}

function readStored(): ReturnType<typeof toFields> {
  try {
    return toFields(JSON.parse(localStorage.getItem(NAME) ?? 'null'));
  } catch {
    // The browser denies storage to this page, or something else wrote there: the defaults hold.
    return undefined;
  }
}
