/** A request head before its body: a request line or none, headers, an empty line. */
const HEAD = /^(?:[A-Z]+ [^\n]*\n)?(?:[\w-]+:[^\n]*\n)+\r?\n/;
/** No head that people paste is longer, in UTF-16 units. */
const MAX_HEAD_CHARS = 20_000;

/** A webhook request: its body to the last byte, and the two headers that belong to its signature. */
export interface HttpRequest {
  body: string;
  app: string | undefined;
  signature: string | undefined;
}

/**
 * A whole request as logs and tunnels show it, taken apart; any other text is all body.
 *   X-Pusher-Key: 278d425bdf160c739803
 *   X-Pusher-Signature: 58df8b0c…
 *
 *   {"time_ms":1403175510755,"events":[…]}
 */
export function splitRequest(text: string): HttpRequest {
  const head = HEAD.exec(text.slice(0, MAX_HEAD_CHARS))?.[0];
  if (head === undefined) return { body: text, app: undefined, signature: undefined };
  return {
    body: text.slice(head.length),
    app: header(head, 'X-Pusher-Key'),
    signature: header(head, 'X-Pusher-Signature'),
  };
}

function header(head: string, name: string): string | undefined {
  return new RegExp(`^${name}:\\s*(\\S+)\\s*$`, 'im').exec(head)?.[1];
}
