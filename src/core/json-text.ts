const PRIMITIVE = /[^\s"{}[\]:,]+/y;

/**
 * The members of the outermost object that begin in the head of a text: name, and the first token of the value as it is
 * written (a text with its quotes, a mark, a number). None for an array. Runs in the page's process: one look at each
 * character, and the texts between are jumped over.
 */
export function* outerMembers(head: string): Generator<[name: string, value: string]> {
  if (!/^\s*\{/.test(head)) return;
  let depth = 0;
  let name: string | undefined;
  let isValue = false;
  for (let at = 0; at < head.length; at++) {
    let token: string | undefined;
    const mark = head[at];
    if (mark === '"') {
      const end = endOfText(head, at);
      // A text that is cut off is no token.
      if (end === 0) return;
      if (depth === 1) token = head.slice(at, end);
      at = end - 1;
      if (!isValue) name = token?.slice(1, -1) ?? name;
    } else if (mark === '{' || mark === '[') {
      if (depth === 1) token = mark;
      depth += 1;
    } else if (mark === '}' || mark === ']') {
      depth -= 1;
      if (depth === 0) return;
    } else if (depth === 1 && mark === ':') {
      isValue = true;
      continue;
    } else if (depth === 1 && mark === ',') {
      isValue = false;
    } else if (isValue && mark !== ' ' && mark !== '\n' && mark !== '\r' && mark !== '\t') {
      PRIMITIVE.lastIndex = at;
      token = PRIMITIVE.exec(head)?.[0];
    }
    if (token === undefined || !isValue) continue;
    if (name !== undefined) yield [name, token];
    isValue = false;
  }
}

/** Where a text of JSON that begins with the quote at `start` has ended; 0 where it is cut off. */
export function endOfText(json: string, start: number): number {
  for (let at = json.indexOf('"', start + 1); at !== -1; at = json.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (json[at - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return at + 1;
  }
  return 0;
}
