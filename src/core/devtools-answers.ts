import { isText, toFields } from './untrusted';

/**
 * What `devtools.inspectedWindow.eval` has evaluated; undefined where that threw. Chrome answers the value, Firefox and the
 * polyfill for older Chrome answer `[value, error]`: an expression whose value is an array can not be told from that.
 */
export function evaluatedValue(answer: unknown): unknown {
  return Array.isArray(answer) ? (answer[0] as unknown) : answer;
}

/**
 * The text that `getContent` of a request has answered; undefined for bytes, which come as base64. Chrome answers
 * `{ content, encoding }`, the polyfill for older Chrome `[content, encoding]`, Firefox `[content, mimeType]`.
 */
export function contentText(answer: unknown): string | undefined {
  const fields = toFields(answer);
  const [content, encoding] = fields
    ? [fields.content, fields.encoding]
    : Array.isArray(answer)
      ? answer
      : [];
  return isText(content) && encoding !== 'base64' ? content : undefined;
}
