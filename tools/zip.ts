import { type Zippable, zipSync } from 'fflate';

/** A file of an archive: its path inside with forward slashes, and its bytes. */
export interface ZipEntry {
  path: string;
  bytes: Uint8Array;
  isExecutable?: boolean;
}

const UNIX = 3;
const REGULAR_FILE = 0o100000;

/** A zip archive of these files. The same files give the same bytes, whatever their order, age, system and time zone. */
export function toZip(entries: readonly ZipEntry[]): Uint8Array {
  const files: Zippable = {};
  // The first day that the format can say. It has no time zone: what is written is what the local clock would show.
  const mtime = new Date(1980, 0, 1);
  for (const { path, bytes, isExecutable } of entries.toSorted(byPath)) {
    const mode = REGULAR_FILE | (isExecutable ? 0o755 : 0o644);
    files[path] = [bytes, { level: 9, mtime, os: UNIX, attrs: mode << 16 }];
  }
  return zipSync(files);
}

/** By code units: `localeCompare` differs from machine to machine. */
function byPath(a: ZipEntry, b: ZipEntry): number {
  return a.path < b.path ? -1 : 1;
}
