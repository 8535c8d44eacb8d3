import type { Verdict } from '../../core/verdicts/verdict';

/** A verdict as Markdown for an issue or a chat. Evidence names keys by label and id: no byte of one is in it. */
export function reportText({ id, title, problem, remedy, evidence }: Verdict, subject: string): string {
  return [
    `**${title}** (\`${id}\`): ${subject}`,
    '',
    problem,
    '',
    ...evidence.map(({ name, value }) => `- ${name}: ${value}`),
    ...(evidence.length > 0 ? [''] : []),
    `What to do: ${remedy}`,
    '',
  ].join('\n');
}
