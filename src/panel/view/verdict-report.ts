import { markdownText } from '../../core/markdown-text';
import { cut, type Verdict } from '../../core/verdicts/verdict';

const MAX_SUBJECT_CHARS = 300;

/**
 * A verdict as Markdown for an issue or a chat. Evidence names keys by label and id: no byte of one is in it. `subject`:
 * the names of what it is about, as the page has them.
 */
export function reportText({ id, title, problem, remedy, evidence }: Verdict, subject: string): string {
  return [
    `**${title}** (\`${id}\`): ${markdownText(cut(subject, MAX_SUBJECT_CHARS))}`,
    '',
    markdownText(problem),
    '',
    ...evidence.map(({ name, value }) => `- ${name}: ${markdownText(value)}`),
    ...(evidence.length > 0 ? [''] : []),
    `What to do: ${markdownText(remedy)}`,
    '',
  ].join('\n');
}
