import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const THEMES = {
  'Chromium, light': [':root'],
  'Chromium, dark': [':root', ':root[data-theme="dark"]'],
  'Firefox, light': [':root', ':root[data-browser="firefox"]'],
  'Firefox, dark': [
    ':root',
    ':root[data-theme="dark"]',
    ':root[data-browser="firefox"]',
    ':root[data-browser="firefox"][data-theme="dark"]',
  ],
};

// Which colours stand on which background as text, and which only as glyphs.
const TEXTS: Record<string, string[]> = {
  background: ['text', 'quiet', 'warning', 'fault', 'focus', 'name', 'string', 'number'],
  bar: ['text', 'quiet', 'warning', 'fault', 'focus'],
  hover: ['text', 'quiet', 'name', 'string', 'number'],
  selected: ['selected-text'],
  'selected-blurred': ['text', 'quiet'],
  mark: ['text'],
};
const GLYPHS: Record<string, string[]> = {
  background: ['good'],
  hover: ['good', 'warning', 'fault'],
  'selected-blurred': ['good', 'warning', 'fault'],
};

const sheet = readFileSync(new URL('../styles/theme.css', import.meta.url), 'utf8');

describe.each(Object.entries(THEMES))('colours of %s', (_name, selectors) => {
  const colours = Object.assign({}, ...selectors.map(readColours)) as Record<string, string>;

  it('make text readable on each of its backgrounds', () => {
    expect(tooWeak(colours, TEXTS, 4.5)).toEqual([]);
  });

  it('make glyphs visible on each of their backgrounds', () => {
    expect(tooWeak(colours, GLYPHS, 3)).toEqual([]);
  });
});

function tooWeak(colours: Record<string, string>, pairs: Record<string, string[]>, least: number): string[] {
  return Object.entries(pairs).flatMap(([below, above]) =>
    above
      .map((name) => ({ name, ratio: contrast(colours[name] ?? '', colours[below] ?? '') }))
      .filter(({ ratio }) => !(ratio >= least))
      .map(({ name, ratio }) => `${name} on ${below}: ${ratio.toFixed(2)}`),
  );
}

function readColours(selector: string): Record<string, string> {
  const start = sheet.indexOf(`\n${selector} {`);
  const block = sheet.slice(start, sheet.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#\w{6})/g)].map(([, name, colour]) => [name, colour]),
  );
}

// WCAG 2.2, relative luminance and contrast ratio.
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
