import { isText } from './untrusted';

/**
 * What `devtools.inspectedWindow.eval` has evaluated; undefined where that threw. Chrome answers the value, Firefox and the
 * polyfill for older Chrome answer `[value, error]`: an expression whose value is an array can not be told from that.
 */
export function evaluatedValue(answer: unknown): unknown {
  return Array.isArray(answer) ? (answer[0] as unknown) : answer;
}

/** The text of what `getContent` has answered; undefined for bytes, which come as base64. `second`: as `Content` has it. */
export function contentText(content: unknown, second: unknown): string | undefined {
  return isText(content) && second !== 'base64' ? content : undefined;
}
