import { expect, test } from '../host/fixtures';
import { ESTABLISHED, greet, pathOf } from './pusher-socket';
import { openTap } from './tap';

const KINDS = [
  'fresh',
  'about-blank',
  'written',
  'srcdoc',
  'nested',
  'sandboxed',
  'blob',
  'data',
  'same-origin',
  'touched',
  'cross-origin',
] as const;

test('every kind of frame is captured, and each socket once', async ({ host, site }) => {
  site.onSocket(greet((socket) => socket.on('message', (data) => socket.send(String(data)))));
  const child = site.page(
    '/child',
    `<!doctype html><script>${openSocket(site.wsUrl, 'location.search.slice(1)')}</script>`,
  );
  const tap = await openTap(host);
  await host.page.goto(site.page('/frames', '<!doctype html><body>'));
  await host.page.eval(addFrames, openSocket(site.wsUrl, 'mark'), child, site.wsUrl + pathOf(''));
  for (const kind of KINDS) {
    const captured = await tap.connection(`mark=${kind}`);
    await expect.poll(() => captured.texts('received'), kind).toEqual([ESTABLISHED, 'hello']);
    expect(await captured.texts('sent'), kind).toEqual(['hello']);
  }
  const connecting = (await tap.occurrences()).flatMap((one) => (one.kind === 'connecting' ? one.url : []));
  expect(connecting.map((url) => url.replace(/.*mark=/, '')).sort()).toEqual([...KINDS].sort());
});

/** The script of a frame: opens a socket whose mark is an expression, and says hello. */
function openSocket(wsUrl: string, mark: string): string {
  const url = `'${wsUrl}${pathOf('')}' + ${mark}`;
  return `{ const socket = new WebSocket(${url}); socket.onopen = () => socket.send('hello'); }`;
}

/** Runs in the page. `script` opens a socket marked by the variable `mark`, the document at `child` one marked by its query. */
function addFrames(script: string, child: string, socketUrl: string): void {
  const pageFor = (mark: string) => `<!doctype html><script>const mark = '${mark}'; ${script}</script>`;
  const add = (members: Partial<HTMLIFrameElement> = {}, sandbox?: string) => {
    const frame = document.createElement('iframe');
    if (sandbox) frame.setAttribute('sandbox', sandbox);
    Object.assign(frame, members);
    document.body.append(frame);
    return frame.contentWindow as Window & typeof globalThis;
  };
  // The parent takes the constructor of the fresh frame before anything else has run.
  const takeFrom = (mark: string, inner: Window & typeof globalThis) => {
    const socket = new inner.WebSocket(socketUrl + mark);
    socket.onopen = () => socket.send('hello');
  };
  takeFrom('fresh', add());
  takeFrom('about-blank', add({ src: 'about:blank' }));
  const written = add().document;
  written.open();
  written.write(pageFor('written'));
  written.close();
  add({ srcdoc: pageFor('srcdoc') });
  const inner = pageFor('nested').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  add({ srcdoc: `<!doctype html><iframe srcdoc="${inner}"></iframe>` });
  add({ srcdoc: pageFor('sandboxed') }, 'allow-scripts');
  add({ src: URL.createObjectURL(new Blob([pageFor('blob')], { type: 'text/html' })) });
  add({ src: `data:text/html,${encodeURIComponent(pageFor('data'))}` });
  add({ src: `${child}?same-origin` });
  // Its window was in use before the frame went to its document.
  void add({ src: `${child}?touched` }).WebSocket.CONNECTING;
  add({ src: `${child}?cross-origin`.replace('127.0.0.1', 'localhost') });
}

test('a frame that is removed loses nothing of what it received until then', async ({ host, site }) => {
  site.onSocket(greet((socket) => socket.on('message', (data) => socket.send(String(data)))));
  const tap = await openTap(host);
  await host.page.goto(site.page('/removed', '<!doctype html><body>'));
  await host.page.eval(async (address) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentWindow as Window & typeof globalThis;
    const socket = new inner.WebSocket(address);
    await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
    Object.assign(globalThis, { frame, socket });
  }, site.wsUrl + pathOf('inner'));
  const inner = await tap.connection('mark=inner');
  await host.page.eval(async () => {
    const { frame, socket } = globalThis as unknown as { frame: HTMLIFrameElement; socket: WebSocket };
    socket.send('last words');
    await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
    // In the task of the frame's last message: nothing was posted since.
    frame.remove();
  });
  await expect.poll(() => inner.texts('received')).toEqual([ESTABLISHED, 'last words']);
  expect(await inner.texts('sent')).toEqual(['last words']);
});
