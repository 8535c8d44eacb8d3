/**
 * What one delta may make, in bytes. A few bytes can declare gigabytes, and both libraries go byte by byte: a megabyte
 * takes 5 ms (VCDIFF) or 30 ms (fossil). Messages end at 64 kB for Ably (`maxMessageSize`), at 100 kB for Sockudo
 * unless a server is told otherwise.
 */
export const MAX_DELTA_BYTES = 1_000_000;
