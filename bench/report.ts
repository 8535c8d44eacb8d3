import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';
import type { Row } from './figure';
import { percent } from './quiet';

/** What the numbers depend on. */
export interface Machine {
  browser: string;
  /** The largest share of the processors that other work took during a figure. */
  otherWork: number;
}

/** The rows for a terminal, one below the other. */
export function formatRows(rows: readonly Row[]): string {
  return rows
    .map(
      ({ figure, measured, bar, ok }) =>
        `${ok ? 'ok   ' : 'short'}  ${figure}\n         ${measured}   bar: ${bar}`,
    )
    .join('\n');
}

/** The rows as a table of Markdown, with what they depend on. */
export function formatDocument(rows: readonly Row[], machine: Machine): string {
  return [formatTable(rows), '', describeMachine(machine)].join('\n');
}

/** The rows as a table of Markdown. */
export function formatTable(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ figure, measured, bar, ok }) => `| ${figure} | ${measured} | ${bar} | ${ok ? 'ok' : '**short**'} |`,
  );
  return ['| figure | measured | bar | |', '|---|---|---|---|', ...lines].join('\n');
}

/** Puts the text between the markers of that name in the file. Throws when they are not there. */
export function writeBetweenMarkers(file: string, text: string, name = 'bench'): void {
  const [opening, closing] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const document = readFileSync(file, 'utf8');
  const start = document.indexOf(opening);
  const end = document.indexOf(closing);
  if (start < 0 || end < start)
    throw new Error(`${file} has no ${opening} … ${closing} to write the table between.`);
  const before = document.slice(0, start + opening.length);
  writeFileSync(file, `${before}\n\n${text}\n\n${document.slice(end)}`);
}

/** What any measurement depends on: the machine, and a browser of that version. */
export function machineText(browser: string): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return (
    `Measured on ${date}: ${processors.length} cores (${processors[0]?.model.trim() ?? 'unknown'}), ${memory} GiB, ` +
    `${type()}, ${browser} (${process.env.HEADED ? 'with a window' : 'headless'}), Node ${process.versions.node}.`
  );
}

function describeMachine({ browser, otherWork }: Machine): string {
  return `${machineText(browser)} During a figure other work took at most ${percent(otherWork)} of the processors.`;
}
