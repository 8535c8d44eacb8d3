/**
 * Names of events that the servers of Ably write themselves, who have no key: annotations, objects, summaries, occupancy. A
 * message that an app has named so bears its action before its name.
 */
export const SERVER_NAMES = /^(?:annotation:|object:|message\.summary|meta$|meta:)/;
