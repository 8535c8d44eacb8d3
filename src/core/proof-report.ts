import type { EncryptionProof } from './encryption-proof';
import { markdownText } from './markdown-text';
import { leakWords, moreLeaks, proofFacts, proofSentence } from './proof-words';
import { cut } from './verdicts/verdict';

/**
 * A proof as Markdown, for an issue, an audit or a chat: counts, names, times and sizes. No key, no id of one, no payload.
 * `madeAt`: when it was made, for people.
 */
export function proofAsMarkdown(proof: EncryptionProof, madeAt: string): string {
  const { channel, leaks } = proof;
  const subject =
    channel === undefined ? 'the whole capture' : `${code(channel.name)} on ${code(channel.host)}`;
  const more = moreLeaks(proof);
  return [
    `## Encryption proof: ${subject}`,
    '',
    `**${proofSentence(proof)}**`,
    '',
    ...proofFacts(proof).map(({ name, value }) => `- ${name}: ${markdownText(value)}`),
    '',
    ...(leaks.length === 0 ? [] : ['In the clear:', '']),
    ...leaks.map((leak) => {
      const { name, value } = leakWords(leak, channel === undefined);
      return `- ${name} ${markdownText(value)}`;
    }),
    ...(more === undefined ? [] : [`- ${more}`]),
    ...(leaks.length === 0 ? [] : ['']),
    `Counts are of the events that Cipherscope held at ${madeAt}.`,
    '',
  ].join('\n');
}

/** A name as code; names come from the page and may hold anything. */
function code(name: string): string {
  return `\`${cut(name, 200).replace(/[`\s]+/g, ' ')}\``;
}
