import { faultyChannels } from '../demo/auth-faults/channels.ts';
import type { AuthDemo } from '../demo/auth-faults/start-auth-demo.ts';
import type { Doc, Host } from '../host/driver';
import { expect, onlyIn } from '../host/fixtures';
import { askFromPage, authText, openChannel, test, untilState, verdictIds, verdictText } from './auth-page';
import { addKey } from './keys';

const { healthy, healthyPresence } = faultyChannels;

/** What each faulty reply is called, and what its verdict rests on. */
const faults: Record<string, { id: string; says: string[] }> = {
  [faultyChannels.forbidden]: { id: 'auth-failed', says: ['status 403', 'body begins Forbidden', 'guard'] },
  [faultyChannels.csrf]: { id: 'auth-failed', says: ['status 419', 'CSRF token mismatch', 'X-CSRF-TOKEN'] },
  [faultyChannels.broken]: {
    id: 'auth-failed',
    says: ['status 500', 'body begins Call to a member function on null …', 'master key'],
  },
  [faultyChannels.login]: { id: 'auth-failed', says: ['is not JSON', 'status 200', 'body begins Log in'] },
  [faultyChannels.noSecret]: { id: 'auth-no-shared-secret', says: ['shared_secret is missing'] },
  [faultyChannels.newline]: { id: 'auth-bad-shared-secret', says: ['white space: 32 bytes', 'pending'] },
  [faultyChannels.short]: { id: 'auth-bad-shared-secret', says: ['length: 16 bytes'] },
};

const signatures: Record<string, { id: string; says: string[] }> = {
  [faultyChannels.otherApp]: { id: 'auth-other-app', says: ['staging-key', 'auth-demo-key'] },
  [faultyChannels.otherChannel]: {
    id: 'auth-signature',
    says: ['another channel', 'channel other-channel'],
  },
  [faultyChannels.otherData]: {
    id: 'auth-signature',
    says: ['another channel_data', 'channel_data another'],
  },
};

async function expectVerdict(panel: Doc, channel: string, { id, says }: { id: string; says: string[] }) {
  await openChannel(panel, channel);
  await expect.poll(() => verdictIds(panel), channel).toContain(id);
  for (const part of says) await expect.poll(() => verdictText(panel, id), channel).toContain(part);
}

/** The page of faults with the real panel, once its healthy channel is subscribed. */
async function openFaults(host: Host, auth: AuthDemo): Promise<Doc> {
  const panel = await host.openPanel();
  await host.page.goto(auth.faultsUrl);
  await untilState(host.page, healthy, 'subscribed');
  return panel;
}

test('each fault of an auth reply is named at its channel with endpoint, status and what is missing; a healthy one has none', async ({
  host,
  auth,
}) => {
  const panel = await openFaults(host, auth);
  const endpoint = auth.faultsUrl.replace('/faults', '/broadcasting/guard');
  for (const [channel, fault] of Object.entries(faults)) {
    await expectVerdict(panel, channel, fault);
    expect(await verdictText(panel, fault.id)).toContain(`endpoint ${endpoint}`);
    expect(await verdictIds(panel)).toEqual([fault.id]);
    expect(await authText(panel)).toMatch(/requests 1 .*status \d+, [\d,]+ ms, /);
  }
  for (const channel of [healthy, healthyPresence]) {
    await openChannel(panel, channel);
    await expect.poll(() => authText(panel)).toContain('status 200');
    expect(await verdictIds(panel)).toEqual([]);
  }
});

test('with the app secret signatures are verified, and one that fails says what was signed instead', async ({
  host,
  auth,
}) => {
  const panel = await openFaults(host, auth);
  await addKey(panel, auth.appSecret, { kind: 'app-secret', label: 'app' });
  for (const channel of [healthy, healthyPresence, faultyChannels.olderSocket]) {
    await openChannel(panel, channel);
    await expect.poll(() => authText(panel)).toMatch(/signature verified with “app” \([0-9a-f]{6}\)/);
    expect(await verdictIds(panel)).toEqual([]);
  }
  for (const [channel, fault] of Object.entries(signatures)) await expectVerdict(panel, channel, fault);
});

test('a reply for the socket of before does not verify once the client has connected again', async ({
  host,
  auth,
}) => {
  // High enough for the lines of both connections: those out of sight are not drawn.
  const panel = await host.openPanel({ dock: 'undocked' });
  await host.page.goto(auth.faultsUrl);
  await untilState(host.page, healthy, 'subscribed');
  await addKey(panel, auth.appSecret, { kind: 'app-secret', label: 'app' });
  // Lines come in the order of the replies; one that comes later would move the others from under the pointer.
  const untilLines = async (count: number) => {
    for (const one of Object.values(faultyChannels))
      await expect.poll(() => panel.count(`[role="treeitem"][data-channel="${one}"]`), one).toBe(count);
  };
  await untilLines(1);
  const olderSocket = await reconnect(host.page);
  const { olderSocket: channel } = faultyChannels;
  await untilLines(2);
  await openChannel(panel, channel, 'last');
  await expect.poll(() => verdictText(panel, 'auth-signature')).toContain(`socket_id ${olderSocket}`);
  expect(await verdictText(panel, 'auth-signature')).toContain('kept in a cache');
  await openChannel(panel, healthy, 'last');
  await expect.poll(() => authText(panel)).toContain('verified with “app”');
  expect(await verdictIds(panel)).toEqual([]);
});

/** Lets the page's client connect again, and answers the id of the socket that it had. */
function reconnect(page: Doc): Promise<string> {
  return page.eval(() => {
    interface Client {
      connection: { socket_id: string };
      connect(): void;
      disconnect(): void;
    }
    const [client] = (globalThis as unknown as { Pusher: { instances: Client[] } }).Pusher.instances;
    if (client === undefined) throw new Error('The page has no client.');
    const { socket_id } = client.connection;
    client.disconnect();
    client.connect();
    return socket_id;
  });
}

test('an app secret that is another environment’s verifies nothing, and the right one after it does', async ({
  host,
  auth,
}) => {
  const panel = await openFaults(host, auth);
  await addKey(panel, '0123456789abcdef0123', { kind: 'app-secret', label: 'staging' });
  await expectVerdict(panel, healthy, {
    id: 'auth-signature',
    says: ['not made with the known app secret', 'app secret “staging”'],
  });
  await addKey(panel, auth.appSecret, { kind: 'app-secret', label: 'production' });
  await expect.poll(() => verdictIds(panel)).toEqual([]);
  await expect.poll(() => authText(panel)).toContain('verified with “production”');
});

test('a master key is compared with the auth reply before any event arrives', async ({ host, auth }) => {
  const panel = await openFaults(host, auth);
  await addKey(panel, Buffer.alloc(32, 9).toString('base64'), { label: 'staging' });
  await expectVerdict(panel, healthy, {
    id: 'auth-key-mismatch',
    says: ['The known key does not derive', 'compared “staging”', 'all four derivations'],
  });
  await addKey(panel, auth.masterKeyBase64, { label: 'production' });
  await expect.poll(() => verdictIds(panel)).toEqual([]);
  await expect.poll(() => authText(panel)).toMatch(/key “production” \([0-9a-f]{6}\) derives its secret/);
});

test('every event that the page can not open is one more auth request: they are counted', async ({
  host,
  auth,
}) => {
  const panel = await openFaults(host, auth);
  await auth.trigger(healthy, 'fine', { n: 1 });
  await openChannel(panel, healthy);
  await expect.poll(() => authText(panel)).toContain('requests 1');
  const wrong = auth.wrongPusher();
  for (let n = 1; n <= 3; n++) await wrong.trigger(healthy, 'strange', { n });
  await expect.poll(() => authText(panel)).toContain('requests 4, of which 3 while it was subscribed');
  await expect.poll(() => verdictText(panel, 'auth-storm')).toContain('requests 3');
});

test('the sign-in of a user has its request and its signature at the connection', async ({ host, auth }) => {
  const panel = await openFaults(host, auth);
  await addKey(panel, auth.appSecret, { kind: 'app-secret', label: 'app' });
  await panel.click('[role="treeitem"][aria-level="1"][aria-expanded]');
  await expect.poll(() => authText(panel)).toMatch(/Sign-in.*\/users\/sign-in.*verified with “app”/);
  // The server's errors are those of the page's wrong subscriptions.
  expect((await verdictIds(panel)).filter((id) => id !== 'close-code')).toEqual([]);
});

const unanswered = { id: 'auth-failed', says: ['gave no answer', 'status none', 'CORS'] };

test('a reply that the page may not read is no answer', async ({ host, auth, site }) => {
  const panel = await openFaults(host, auth);
  const elsewhere = site.page('/auth', '{"auth":"auth-demo-key:00"}');
  await askFromPage(host.page, elsewhere, 'private-encrypted-refused-origin');
  await expectVerdict(panel, 'private-encrypted-refused-origin', unanswered);
});

test(
  'a request that fails, by itself or for its preflight, gave no answer',
  onlyIn('chromium', 'Firefox tells extensions of no request that got no reply'),
  async ({ host, auth, site }) => {
    const panel = await openFaults(host, auth);
    const elsewhere = site.page('/auth', '{"auth":"auth-demo-key:00"}');
    await askFromPage(host.page, elsewhere, 'private-encrypted-refused-preflight', 'json');
    await site.close();
    await askFromPage(host.page, elsewhere, 'private-encrypted-dead');
    for (const name of ['dead', 'refused-preflight'])
      await expectVerdict(panel, `private-encrypted-${name}`, unanswered);
  },
);
