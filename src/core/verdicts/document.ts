import { type Finding, toVerdict, VERDICT_IDS, VERDICTS, type VerdictId } from '.';
import { ablyVerdicts } from './ably';
import { authVerdicts } from './auth';
import { channelVerdicts } from './channel';
import { connectionVerdicts } from './connection';
import { envelopeVerdicts } from './envelope';
import { frameVerdicts } from './frame';
import { keyVerdicts } from './keys';
import type { Definition } from './verdict';

const FAMILIES: readonly [title: string, verdicts: object][] = [
  ['Keys and payloads', keyVerdicts],
  ['Envelopes', envelopeVerdicts],
  ['Frames', frameVerdicts],
  ['Ably', ablyVerdicts],
  ['Authorisation', authVerdicts],
  ['Channels', channelVerdicts],
  ['Connections', connectionVerdicts],
];

const HEAD = `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="images/verdict-event-dark.png">
  <img alt="An event that is sealed for another channel: the problem, the facts it rests on, what to do, and the plaintext all the same" src="images/verdict-event-light.png">
</picture>

# Verdicts

What Cipherscope says of events, channels, keys and connections: why an event is dark, and what is wrong although it
opened. Made from the definitions in \`src/core/verdicts\` by \`npm run docs\`.

| severity | means |
|---|---|
| fault | something is broken or leaks |
| warning | not broken yet |
| info | worth knowing |

In the filter \`reason:\` takes the id of a verdict or a part of it, \`is:fault\`, \`is:warning\` and \`is:info\` take the
events on which something of a severity was found. Each verdict is shown here with one example of what it says.
`;

/** The page about all verdicts, in Markdown: `docs/verdicts.md`. */
export function toDocument(): string {
  const families = FAMILIES.map(
    ([title, verdicts]) =>
      `## ${title}\n\n${(Object.keys(verdicts) as VerdictId[]).map(toSection).join('\n')}`,
  );
  return [HEAD, tableOfIds(), ...families].join('\n').replaceAll(TIME_OF_DAY, '12:04:07.120');
}

/** Local time: another one on every machine. */
const TIME_OF_DAY = /\d\d:\d\d:\d\d\.\d{3}/g;

function tableOfIds(): string {
  const rows = VERDICT_IDS.map((id) => {
    const { level, severity, title } = VERDICTS[id] as Definition<Finding>;
    return `| [\`${id}\`](#${id}) | ${severity} | ${level.join(', ')} | ${title} |`;
  });
  return ['| id | severity | about | says |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function toSection(id: VerdictId): string {
  const { level, severity, example } = VERDICTS[id] as Definition<Finding>;
  const { title, problem, remedy, evidence } = toVerdict(example, (key) => `“staging” (${key.slice(0, 6)})`);
  const facts = evidence.map(({ name, value }) => `> - ${name}: ${value}`);
  return [
    `### ${id}`,
    '',
    `${title}. ${capital(severity)}, about ${level.map((about) => ARTICLES[about]).join(' or ')}.`,
    '',
    `> **${problem}**`,
    ...(facts.length > 0 ? ['>', ...facts] : []),
    '>',
    `> → ${remedy}`,
    '',
  ].join('\n');
}

const ARTICLES = {
  event: 'an event',
  channel: 'a channel',
  key: 'a key',
  connection: 'a connection',
} as const;

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
