import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Every way to make markup or code of a text. Reading `outerHTML` is none: only setting it is. */
const RAW =
  /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*\+?=(?!=)|\b(?:insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|DOMParser|srcdoc)\b|document\.write|(?<!\.)\beval\s*\(|\bnew Function\b/;

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /\.(tsx?|html)$/.test(path) && !/\.test\.tsx?$/.test(path),
);

describe('what comes from a page is never made markup or code', () => {
  it('no source sets raw HTML or evaluates text', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((path) => RAW.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it.each([
    '<p dangerouslySetInnerHTML={{ __html: name }} />',
    'node.innerHTML = name;',
    'node.outerHTML += name;',
    "node.insertAdjacentHTML('beforeend', name);",
    'document.write(name);',
    'eval(name);',
    'new Function(name)();',
  ])('%s would be found', (line) => {
    expect(line).toMatch(RAW);
  });

  it('the pages of the extension load their own scripts only, none inline and none evaluated', () => {
    const manifest = JSON.parse(readFileSync(join(root, '../manifest.json'), 'utf8')) as {
      content_security_policy: { extension_pages: string };
    };
    const policy = new Map(
      manifest.content_security_policy.extension_pages.split(';').map((directive) => {
        const [name = '', ...values] = directive.trim().split(/\s+/);
        return [name, values.join(' ')] as const;
      }),
    );
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(manifest.content_security_policy.extension_pages).not.toContain('unsafe');
  });
});
