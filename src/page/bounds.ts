/** How much the hook keeps and tells. In a file of its own, because the bundler writes such numbers in place of their names. */

/** A first text, or an error's, is told up to this many UTF-16 units. */
export const MAX_TEXT_LENGTH = 2_048;
/** First frames of a connection that are told while the bridge has not decided. */
export const MAX_SAMPLES = 8;
export const MAX_FRAME_BYTES = 3_900_000;
/** Errors of one document. */
export const MAX_ERRORS = 3;

/** A URL is told up to so many units, which is what the bridge takes: what follows a long token says app and library. */
export const MAX_URL_LENGTH = 8_192;

/** Live and recent connections that are told when a stream begins. */
export const MAX_CONNECTIONS = 1_000;

/** How long what is streamed may wait for company, in milliseconds. */
export const FLUSH_MS = 40;
/** The same after a batch of more items than this: nobody reads so many one by one, and each batch costs the page. */
export const BUSY_FLUSH_MS = 80;
export const MAX_QUIET_ITEMS = 20;
