const COUNTS = new Intl.NumberFormat('en');

/** A number as the panel shows it: 18,220. */
export function formatCount(count: number): string {
  return COUNTS.format(count);
}

/** `3 events`, `1 event`: a count with its noun. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** Length of something in bytes: 1,204 B. */
export function formatBytes(bytes: number): string {
  return `${formatCount(bytes)} B`;
}

/** Local time of day of an epoch in milliseconds: 12:04:07.120. By hand, because every row of every draw needs it. */
export function formatTime(at: number): string {
  const date = new Date(at);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
  return `${clock}.${String(Math.floor(date.getMilliseconds())).padStart(3, '0')}`;
}

/** Local date and time: 2026-11-23 12:04:07.120. */
export function formatDate(at: number): string {
  const date = new Date(at);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
  return `${day} ${formatTime(at)}`;
}

/** Milliseconds between two rows: +120 ms, +1.204 s, −3 ms. */
export function formatDelta(milliseconds: number): string {
  const sign = milliseconds < 0 ? '−' : '+';
  const size = Math.abs(milliseconds);
  return size < 1000 ? `${sign}${Math.round(size)} ms` : `${sign}${(size / 1000).toFixed(3)} s`;
}

/** Ids and app keys: the first six characters stand for the whole, which the title shows. */
export function shortId(id: string): string {
  return id.length > 7 ? `${id.slice(0, 6)}…` : id;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
