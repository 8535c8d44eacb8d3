/** Members of control frames with which others could act as the page: signatures, secrets, tokens. */
const MEMBER = /"(auth|shared_secret|token)(\\*"\s*:\s*\\*")((?:[^"\\]|\\+[^"\\])*)/g;
/** HMAC-SHA-256 in hexadecimal digits, as servers also quote it in their errors. */
const SIGNATURE = /[0-9a-f]{64,}/gi;

/**
 * A text of a control frame, or of a frame that can not be read, with its credentials left out: only the raw view shows
 * them. JSON of any depth of JSON strings, also cut off; of an `auth` the app key stays.
 *   {"auth":"278d425bdf160c739803:58df8b0c…","channel":"private-orders"} -> {"auth":"278d425bdf160c739803:…", …
 */
export function hideCredentials(text: string): string {
  return hideSignatures(text).replace(
    MEMBER,
    (_, name: string, between: string, value: string) => `"${name}${between}${shownPart(name, value)}`,
  );
}

/** A server's words without the signatures that they quote: "… but got 58df8b0c…". */
export function hideSignatures(text: string): string {
  return text.replace(SIGNATURE, '…');
}

function shownPart(name: string, value: string): string {
  const colon = name === 'auth' ? value.indexOf(':') : -1;
  return value.length === colon + 1 ? value : `${value.slice(0, colon + 1)}…`;
}
