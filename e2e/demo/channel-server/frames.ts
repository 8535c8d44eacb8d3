/** `{"event":"order.created","channel":"news","data":"{\"id\":7}"}`: data is a string, but see `dialect.ts`. */
export type ServerFrame = {
  readonly event: string;
  readonly channel?: string;
  readonly data?: unknown;
  readonly user_id?: string;
};

/** `{"event":"pusher:subscribe","data":{"channel":"news","auth":""}}`: data from a page is any JSON. */
export type ClientFrame = { readonly event: string; readonly channel?: string; readonly data: unknown };

/** A parsed JSON object whose members are still unknown; anything else becomes an empty one. */
export function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** The parsed text, or undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads a frame sent by a page, or undefined when it is none of the protocol. */
export function parseClientFrame(text: string): ClientFrame | undefined {
  const { event, channel, data } = toRecord(parseJson(text));
  if (typeof event !== 'string') return undefined;
  return typeof channel === 'string' ? { event, channel, data } : { event, data };
}

/** A `pusher:error` frame; `code` is null where Pusher has no number for the fault. */
export function toErrorFrame(code: number | null, message: string, isStringified = true): ServerFrame {
  const data = { message, code };
  return { event: 'pusher:error', data: isStringified ? JSON.stringify(data) : data };
}
