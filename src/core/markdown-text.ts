/**
 * A text that can be no markup and no second line, for what is copied as Markdown: names come from the page. Signs that
 * mark nothing where they stand stay as they are: `shared_secret`, `App\Events\OrderShipped`.
 */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(MARKS, '\\$&');
}

const MARKS = /[`*[\]<>|#]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|\\(?=[!-/:-@[-`{-~])/gu;
