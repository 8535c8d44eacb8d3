import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import base from './manifest.json' with { type: 'json' };
import packageJson from './package.json' with { type: 'json' };
import { lazyBridge } from './tools/lazy-bridge.ts';
import { noRawHtml } from './tools/no-raw-html.ts';
import { thirdPartyNotices } from './tools/notices.ts';

type Target = 'chrome' | 'firefox';

/** One manifest source: Firefox wants an event page instead of a service worker, and an add-on id. */
function manifestFor(target: Target): ManifestV3Export {
  const { background, ...rest } = { ...base, version: packageJson.version };
  const manifest =
    target === 'chrome'
      ? { ...rest, background, minimum_chrome_version: '120' }
      : {
          ...rest,
          background: { scripts: [background.service_worker], type: 'module' },
          browser_specific_settings: {
            gecko: {
              id: 'cipherscope@cipherscope.invalid',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
            gecko_android: { strict_min_version: '142.0' },
          },
        };
  // crxjs types its manifest by a shape that knows no `data_collection_permissions`.
  return manifest as unknown as ManifestV3Export;
}

export default defineConfig(({ mode }) => {
  const target: Target = mode === 'firefox' ? 'firefox' : 'chrome';
  return {
    plugins: [
      crx({ manifest: manifestFor(target), browser: target }),
      lazyBridge(),
      noRawHtml(),
      thirdPartyNotices(),
    ],
    resolve: { alias: { react: 'preact/compat', 'react-dom': 'preact/compat' } },
    build: {
      outDir: `dist/${target}`,
      emptyOutDir: true,
      target: target === 'firefox' ? 'firefox140' : 'chrome120',
      modulePreload: false,
      // The panel page is opened from code, so the manifest does not name it.
      rollupOptions: {
        input: { panel: 'src/panel/panel.html' },
        onLog(level, log, report) {
          // react-window says 'use client', which means nothing to a bundle that only ever runs in a panel.
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
        },
      },
    },
  };
});
