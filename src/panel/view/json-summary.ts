import { scalarText, typeOfJson } from './json-value';
import { cutName } from './names';

const SUMMARY_CHARS = 100;
const SCALAR_CHARS = 40;

/** An object or array in one line, as far as it goes: `{orderId: "12345", items: (3) […]}`. */
export function summarize(value: object): string {
  if (Array.isArray(value)) {
    const body = joinParts(value.length, (index) => partOf(value[index]));
    return `${value.length > 1 ? `(${value.length}) ` : ''}[${body}]`;
  }
  const names = Object.keys(value);
  const body = joinParts(names.length, (index) => {
    const name = names[index] ?? '';
    return `${cutName(name)}: ${partOf((value as Record<string, unknown>)[name])}`;
  });
  return `{${body}}`;
}

function partOf(value: unknown): string {
  switch (typeOfJson(value)) {
    case 'object':
      return Object.keys(value as object).length === 0 ? '{}' : '{…}';
    case 'array': {
      const { length } = value as unknown[];
      return length === 0 ? '[]' : `(${length}) […]`;
    }
    default:
      return scalarText(value, SCALAR_CHARS);
  }
}

function joinParts(count: number, part: (index: number) => string): string {
  let text = '';
  for (let index = 0; index < count; index += 1) {
    if (text.length > SUMMARY_CHARS) return `${text}, …`;
    text += `${index > 0 ? ', ' : ''}${part(index)}`;
  }
  return text;
}
