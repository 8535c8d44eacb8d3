import type { Plugin } from 'vite';

/** Where Preact sets what `dangerouslySetInnerHTML` holds. */
const RAW_HTML = /\b\w+\.innerHTML=(\w+)\.__html\b/g;

/**
 * Takes the way to raw HTML out of Preact: nothing here uses it, and what is not there can neither be used by mistake nor
 * make a store's linter ask. Fails the build where Preact has changed and the place is not found.
 */
export function noRawHtml(): Plugin {
  return {
    name: 'no-raw-html',
    transform(code, id) {
      if (!/\/preact\/dist\/preact\.m?js$/.test(id)) return null;
      if (code.match(RAW_HTML)?.length !== 1)
        this.error('Preact sets raw HTML in another place than expected.');
      return { code: code.replace(RAW_HTML, 'void $1.__html'), map: null };
    },
  };
}
