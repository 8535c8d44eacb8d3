import type { AuthExchange } from '../core/auth/exchange';
import type { Problem } from '../core/key-summary';
import type { Key } from '../core/keyring';
import { createSecretCache, forgetKey, keysOfWays, openAll } from '../core/opening';
import type { KeyId, Sealed } from '../core/sealed';
import type { FromPanel, NamedCandidates } from '../messages';
import { parseCandidates, parseRawAuth } from '../parse-messages';
import { learnFrom } from './auth-replies';
import { keyMessages, keyringFor } from './keys-of-tab';
import { nameCandidates } from './name-candidates';
import { createOpenStores } from './open-stores';
import { storePastedKey } from './paste-key';
import { saveSlip } from './save-slip';
import { searchAll } from './search';
import type { Stores } from './stores';
import type { PanelRoute } from './tab';
import { testKey } from './test-key';
import { verifyAll } from './verify';

/** What panels ask beyond the frames of their tab, and devtools pages of what they have seen: all that needs keys. */
export interface Answers {
  /** Tells a new panel which keys there are. */
  greet(panel: PanelRoute): Promise<void>;
  answer(panel: PanelRoute, message: PanelRequest): Promise<void>;
  /**
   * A question of a devtools page: of a request to an auth endpoint what it says, without its secrets; of texts of the page
   * the ids that they have as master keys. Rejects where storage fails.
   */
  answerDevtools(question: unknown): Promise<AuthExchange[] | NamedCandidates>;
  /** The tab was closed: what was learned in it goes. */
  forgetTab(tab: number): Promise<void>;
}

type PanelRequest = Exclude<FromPanel, { type: 'watch' | 'acknowledge' }>;
type Request<Type extends PanelRequest['type']> = Extract<PanelRequest, { type: Type }>;

/** `panels`: every panel with its tab, -1 until it has named it. */
export function createAnswers(panels: ReadonlyMap<PanelRoute, number>): Answers {
  const secrets = createSecretCache();
  const stores = createOpenStores((id) => forgetKey(secrets, id));

  /** Without a keyring every payload has no key: the panel is answered all the same. */
  async function withKeyring(
    panel: PanelRoute,
    payloads: readonly Pick<Sealed, 'channel'>[],
    act: (keyring: readonly Key[]) => Promise<void>,
    haveOpened?: ReadonlySet<KeyId>,
  ): Promise<void> {
    const tab = panels.get(panel) ?? -1;
    let keyring: readonly Key[] = [];
    await stores.use(panel, async (opened) => {
      keyring = await keyringFor(tab, opened, payloads, haveOpened);
    });
    await act(keyring);
    await stores.use(panel, async (opened) => {
      const left = new Set((await keyringFor(tab, opened, payloads, haveOpened)).map(({ id }) => id));
      // A key that was removed meanwhile must not come back as what was made of it.
      for (const { id } of keyring) if (!left.has(id)) forgetKey(secrets, id);
    });
  }

  function openPayloads(panel: PanelRoute, { request, payloads }: Request<'open'>): Promise<void> {
    return withKeyring(
      panel,
      payloads,
      async (keyring) =>
        panel.send({ type: 'opened', request, facts: await openAll(payloads, keyring, secrets) }),
      keysOfWays(payloads, secrets),
    );
  }

  function searchPayloads(panel: PanelRoute, message: Request<'search'>): Promise<void> {
    const { request, payloads, channels, keys } = message;
    // What was learned of the other channels opens what was sealed for them.
    const wanted = [...payloads, ...channels.map((channel) => ({ channel }))];
    return withKeyring(panel, wanted, async (keyring) => {
      const facts = await searchAll(payloads, keyring, secrets, { channels, keys });
      panel.send({ type: 'found', request, facts });
    });
  }

  /** Which keys derive the secrets that were seen, and whether signatures hold. What was learned proves nothing. */
  async function compareKeys(panel: PanelRoute, message: Request<'prove' | 'verify'>): Promise<void> {
    const { request } = message;
    const failure = await stores.use(panel, async ({ keys, prove }) => {
      const keyring = await keys.list();
      if (message.type === 'prove')
        panel.send({ type: 'proved', request, proofs: await prove(message.seen, keyring) });
      else panel.send({ type: 'verified', request, facts: verifyAll(message.checks, keyring) });
    });
    if (failure === undefined) return;
    if (message.type === 'prove') panel.send({ type: 'proved', request, proofs: [] });
    else panel.send({ type: 'verified', request, facts: [] });
  }

  async function changeKeys(
    panel: PanelRoute,
    request: Request<'add-key' | 'remove-key' | 'remove-unreadable' | 'save-slip'>,
  ): Promise<void> {
    const failure = await stores.use(panel, async (opened) => {
      switch (request.type) {
        case 'add-key':
          panel.send(await storePastedKey(opened.keys, request));
          break;
        case 'save-slip':
          panel.send(await saveSlip(opened.keys, request));
          break;
        case 'remove-key':
          await opened.keys.remove(request.id);
          forgetKey(secrets, request.id);
          break;
        case 'remove-unreadable':
          await opened.keys.removeUnreadable(request.names);
          await opened.learned.removeUnreadable(request.names);
      }
      await announceKeys(opened);
    });
    // An answer all the same: the panel would send the key again with every new line.
    if (request.type === 'remove-key' || request.type === 'remove-unreadable')
      panel.send({ type: 'done', request: request.request });
    else if (failure) panel.send({ type: 'key-refused', request: request.request, ...failure });
  }

  /** A panel that waits is answered, also where keys can not be named. */
  async function testPastedKey(panel: PanelRoute, message: Request<'test-key'>): Promise<void> {
    const failure = await stores.use(panel, async ({ keys }) => panel.send(await testKey(keys, message)));
    if (failure !== undefined) panel.send({ type: 'key-tested', request: message.request, readings: [] });
  }

  async function changePassphrase(
    panel: PanelRoute,
    { request, act }: Request<'use-passphrase'>,
  ): Promise<void> {
    let refusal: Problem | undefined;
    const failure = await stores.use(panel, async (opened) => {
      const before = await opened.keys.list();
      refusal = await opened.keys.usePassphrase(act);
      const left = new Set((await opened.keys.list()).map(({ id }) => id));
      // What is locked opens nothing any more, nor does what was made of it.
      for (const { id } of before) if (!left.has(id)) forgetKey(secrets, id);
      await announceKeys(opened);
    });
    const problem = refusal ?? failure;
    panel.send(problem ? { type: 'refused', request, ...problem } : { type: 'done', request });
  }

  async function changeLearning(
    panel: PanelRoute,
    request: Request<'set-learning' | 'forget-learned'>,
  ): Promise<void> {
    await stores.use(panel, async (opened) => {
      try {
        if (request.type === 'set-learning') await opened.learned.setOn(request.isOn);
        else await opened.learned.forgetAll();
      } finally {
        // What could not be stored holds until the background is stopped; the panels show what holds.
        await announceKeys(opened);
      }
    });
    panel.send({ type: 'done', request: request.request });
  }

  /** Tells the panels which keys there are: those of one tab, or all. */
  async function announceKeys(opened: Stores, only?: number): Promise<void> {
    for (const [panel, tab] of panels) if (only === undefined || tab === only) await tellKeys(panel, opened);
  }

  async function tellKeys(panel: PanelRoute, opened: Stores): Promise<void> {
    for (const message of await keyMessages(panels.get(panel) ?? -1, opened)) panel.send(message);
  }

  return {
    async greet(panel) {
      panel.send({ type: 'ready' });
      await stores.use(panel, (opened) => tellKeys(panel, opened));
    },
    async answer(panel, message) {
      switch (message.type) {
        case 'open':
          return openPayloads(panel, message);
        case 'search':
          return searchPayloads(panel, message);
        case 'add-key':
        case 'remove-key':
        case 'remove-unreadable':
        case 'save-slip':
          return changeKeys(panel, message);
        case 'use-passphrase':
          return changePassphrase(panel, message);
        case 'test-key':
          return testPastedKey(panel, message);
        case 'prove':
        case 'verify':
          return compareKeys(panel, message);
        case 'set-learning':
        case 'forget-learned':
          return changeLearning(panel, message);
      }
    },
    async answerDevtools(question) {
      const texts = parseCandidates(question);
      if (texts !== undefined) return { ids: await nameCandidates((await stores.get()).keys, texts) };
      const parsed = parseRawAuth(question);
      if (parsed === undefined) return [];
      const opened = await stores.get();
      const { exchanges, isNew } = await learnFrom(parsed.tab, parsed.request, opened);
      if (isNew) await announceKeys(opened, parsed.tab);
      return exchanges;
    },
    async forgetTab(tab) {
      // Where storage fails there is nothing to forget.
      const opened = await stores.get().catch(() => undefined);
      await opened?.learned.forgetTab(tab);
    },
  };
}
