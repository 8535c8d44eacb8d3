import type { Doc } from '../host/driver';
import { expect, test } from '../host/fixtures';
import { channelPage, frame, GREETING } from './channel-page';
import { expectStates } from './panel-view';

/** What the page keeps of its sockets. */
interface PageState {
  sockets: WebSocket[];
  heard: string[];
}

test('an update under an open page: nothing is thrown, its sockets go on, and a reopened panel says what to do', async ({
  host,
  site,
  target,
}) => {
  const sockets: { send(text: string): void }[] = [];
  const sent: string[] = [];
  site.onSocket((socket) => {
    sockets.push(socket);
    socket.on('message', (data: unknown) => sent.push(String(data)));
    socket.send(GREETING);
  });
  await host.page.goto(channelPage(site, '/'));
  await listen(host.page);
  // In the middle of a stream: the bridge has something to lose.
  await expectStates(await host.openPanel(), []);
  sockets[0]?.send(frame('before', 'public', {}));
  await expect.poll(() => heard(host.page, 'before')).toBe(1);
  await host.updateExtension();

  for (let n = 0; n < 300; n++) sockets[0]?.send(frame(`after-${n}`, 'public', {}));
  await expect.poll(() => heard(host.page, 'after-')).toBe(300);
  const said = ['client-old', 'client-new'].map((event) => frame(event, 'private-room', {}));
  await say(host.page, 0, said[0]);
  await openSocket(host.page);
  await listen(host.page);
  await say(host.page, 1, said[1]);
  await expect.poll(() => sent).toEqual(said);
  sockets[1]?.send(frame('newer', 'public', {}));
  await expect.poll(() => heard(host.page, 'newer')).toBe(1);
  expect(await host.pageErrors()).toEqual([]);

  const panel = await host.openPanel();
  // Firefox puts the new content scripts into open pages, Chrome does not. Of older sockets they see what is sent.
  if (target === 'firefox')
    await expectStates(panel, ['client-old: clear', 'client-new: clear', 'newer: clear']);
  else expect(await panel.text('[data-empty="no-socket"]')).toContain('are seen after a reload');
  await host.page.reload();
  await expect.poll(() => sockets.length).toBe(3);
  sockets[2]?.send(frame('reloaded', 'public', {}));
  await expectStates(panel, ['reloaded: clear']);
  expect(await host.pageErrors()).toEqual([]);
  await host.page.eval(() => {
    setTimeout(() => {
      throw new Error('what would be found');
    });
  });
  await expect.poll(async () => (await host.pageErrors()).join()).toContain('what would be found');
});

/** Has the page keep what its newest socket hears. */
function listen(page: Doc): Promise<void> {
  return page.eval(() => {
    const state = globalThis as unknown as PageState;
    state.heard ??= [];
    state.sockets.at(-1)?.addEventListener('message', ({ data }) => state.heard.push(String(data)));
  });
}

/** How many messages with this in them the page itself has got. */
function heard(page: Doc, part: string): Promise<number> {
  return page.eval(
    (wanted) => (globalThis as unknown as PageState).heard.filter((text) => text.includes(wanted)).length,
    part,
  );
}

function say(page: Doc, socket: number, text = ''): Promise<void> {
  return page.eval(
    (index, said) => (globalThis as unknown as PageState).sockets[index]?.send(said),
    socket,
    text,
  );
}

function openSocket(page: Doc): Promise<void> {
  return page.eval(async () => {
    const { sockets } = globalThis as unknown as PageState;
    const socket = new WebSocket(sockets[0]?.url ?? '');
    sockets.push(socket);
    await new Promise((resolve) => {
      socket.onopen = resolve;
    });
  });
}
