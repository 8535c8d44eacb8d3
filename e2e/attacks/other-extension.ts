import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Posed, pose } from './pose';

const MANIFEST = {
  manifest_version: 3,
  name: 'Other extension',
  version: '1',
  content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['content.js'], run_at: 'document_idle' }],
  web_accessible_resources: [{ resources: ['pose.html'], matches: ['<all_urls>'] }],
  // In Chromium it gives pages a `chrome.runtime`, with which they may try any extension.
  externally_connectable: { matches: ['http://127.0.0.1/*'] },
  browser_specific_settings: { gecko: { id: 'other@other.invalid' } },
};

/** What the other extension has got, in its content script and in a page of its own. */
export interface PosedElsewhere {
  content: Posed;
  page: Posed;
}

/** Writes the test double of an extension that poses as ours, in every page of the test site that asks for it; returns its folder. */
export function writeOtherExtension(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cipherscope-other-'));
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const helpers = `const __name = (f) => f; const pose = ${String(pose)};`;
  write('manifest.json', JSON.stringify(MANIFEST));
  write('content.js', `${helpers} (${String(poseInContent)})(pose);`);
  write('pose.html', '<!doctype html><script src="pose.js"></script>');
  write('pose.js', `${helpers} (${String(poseInPage)})(pose);`);
  return folder;
}

declare const chrome: { runtime: { getURL(path: string): string } };

/** Asked by `data-pose` on the root, with id and tab in JSON; answers in `data-posed`. */
async function poseInContent(act: typeof pose): Promise<void> {
  const root = document.documentElement;
  const asked = root.dataset.pose;
  if (asked === undefined) return;
  const [id, tab] = JSON.parse(asked) as [string, number];
  const content = await act(id, tab);
  const frame = document.createElement('iframe');
  const answer = new Promise<Posed>((resolve) => {
    window.addEventListener('message', ({ source, data }) => {
      if (source === frame.contentWindow) resolve(JSON.parse(data as string));
    });
  });
  frame.src = `${chrome.runtime.getURL('pose.html')}#${encodeURIComponent(asked)}`;
  root.append(frame);
  root.dataset.posed = JSON.stringify({ content, page: await answer });
}

async function poseInPage(act: typeof pose): Promise<void> {
  const [id, tab] = JSON.parse(decodeURIComponent(location.hash.slice(1))) as [string, number];
  parent.postMessage(JSON.stringify(await act(id, tab)), '*');
}
