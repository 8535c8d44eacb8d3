import { build, type Plugin, type ResolvedConfig } from 'vite';

const DOOR = 'src/content/bridge.iife.js';
const BRIDGE = 'src/content/bridge.ts';
/** What the door calls, and the name that the bundler gives what the bridge exports. */
const EVALUATE = 'evaluateBridge';
const EXPORTS = 'bridgeExports';

/**
 * Puts the bridge into the script of its door as one function that nobody has called yet. The bundler would inline a dynamic
 * import as a hundred functions beside the door, and every document would make them all: a quarter of the script's time.
 */
export function lazyBridge(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'lazy-bridge',
    apply: 'build',
    // Behind the plugin that has written the door.
    enforce: 'post',
    configResolved(resolved) {
      config = resolved;
    },
    async generateBundle(_options, bundle) {
      const door = bundle[DOOR];
      if (door?.type !== 'asset' || !String(door.source).includes(`${EVALUATE}()`))
        this.error(`${DOOR} is not there, or does not call ${EVALUATE}.`);
      const code = await bundleBridge(config);
      door.source = `(function(){function ${EVALUATE}(){${code}return ${EXPORTS}}${door.source}})();\n`;
    },
  };
}

/** The bridge with all that it imports, as a statement that declares its exports. */
async function bundleBridge({ root, mode, build: { minify, target } }: ResolvedConfig): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    mode,
    logLevel: 'warn',
    build: {
      write: false,
      minify,
      target,
      lib: { entry: BRIDGE, formats: ['iife'], name: EXPORTS, fileName: 'bridge' },
    },
  });
  const [bundled] = Array.isArray(result) ? result : [result];
  const [chunk] = bundled !== undefined && 'output' in bundled ? bundled.output : [];
  if (chunk?.type !== 'chunk' || !chunk.code.trimStart().startsWith(`var ${EXPORTS}=`))
    throw new Error(`The bundler has made something else of ${BRIDGE}: ${chunk?.fileName}`);
  return chunk.code;
}
