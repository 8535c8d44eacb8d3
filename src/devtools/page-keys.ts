import browser from 'webextension-polyfill';
import { evaluatedValue } from '../core/devtools-answers';
import { findKeyCandidates } from '../core/key-candidates';
import type { KeyId } from '../core/sealed';
import { isText, isTime, toFields } from '../core/untrusted';
import type { FromDevtools } from '../messages';
import { type Body, MAX_BODY_CHARS, readRequest, readResources } from './page-bodies';
import type { Sightings } from './sightings';

/** A page may load any number of things. */
const MAX_BODIES = 1_000;
const MAX_SEEN = 500;
/** Clocks of page and DevTools differ by less. */
const CLOCK_MS = 100;

/** What an auth endpoint answers holds a secret, and not the one that is looked for. */
const AUTH_REPLY = '"shared_secret"';
const ATTEMPT_MS = 50;
const MAX_ATTEMPTS = 100;

const PAGE_TEXT = `({ url: location.href, text: document.documentElement.outerHTML.slice(0, ${MAX_BODY_CHARS}) })`;
const PAGE_START = 'performance.timeOrigin';

/**
 * Looks for texts that may be a master key in what the inspected page loads, and in what it had loaded before DevTools was
 * opened: in Chrome all of that, in Firefox its document. The background says what ids they have as master keys, and only
 * these are kept: whether one is a key that is known, the panel knows.
 */
export function watchPageKeys(sightings: Sightings): void {
  const { inspectedWindow, network } = browser.devtools;
  let seen: { id: KeyId; url: string; at: number }[] = [];
  let bodies = 0;
  /** What was asked for before does not belong to the page. */
  let pageStart = 0;
  let knownStart: unknown;

  const search = async ({ url, at, text }: Body) => {
    if (text.length > MAX_BODY_CHARS || text.includes(AUTH_REPLY)) return;
    for (const id of await nameCandidates(findKeyCandidates(text))) {
      if (at < pageStart || seen.length >= MAX_SEEN) return;
      seen.push({ id, url, at });
      sightings.addPageKey(id, url);
    }
  };

  const readPage = async () => {
    const at = Date.now();
    const page = toFields(await evaluate(PAGE_TEXT));
    if (isText(page?.url) && isText(page.text)) await search({ url: page.url, at, text: page.text });
    for (const body of await readResources(at)) await search(body);
  };

  /** What was loaded by the page that was left goes. */
  const startPage = async () => {
    const start = await startOfNewPage();
    if (start === undefined) return;
    pageStart = start - CLOCK_MS;
    bodies = 0;
    seen = seen.filter(({ at }) => at >= pageStart);
    sightings.clearPageKeys();
    for (const { id, url } of seen) sightings.addPageKey(id, url);
    await readPage();
  };

  /** The browser tells while the old page is still there, or neither can be asked. Undefined where no new one comes. */
  const startOfNewPage = async () => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const start = await evaluate(PAGE_START);
      if (isTime(start) && start !== knownStart) {
        knownStart = start;
        return start;
      }
      await new Promise((resolve) => setTimeout(resolve, ATTEMPT_MS));
    }
    return undefined;
  };

  const evaluate = (expression: string) =>
    inspectedWindow.eval(expression).then(evaluatedValue, () => undefined);

  network.onRequestFinished.addListener((request) => {
    if (bodies >= MAX_BODIES) return;
    void readRequest(request).then((body) => {
      if (body === undefined) return;
      bodies++;
      void search(body);
    });
  });
  network.onNavigated.addListener(() => void startPage());
  void evaluate(PAGE_START).then((start) => {
    knownStart ??= start;
  });
  void readPage();
}

/** Their ids as master keys. */
async function nameCandidates(texts: string[]): Promise<KeyId[]> {
  if (texts.length === 0) return [];
  const message: FromDevtools = { type: 'candidates', texts };
  // The background may be on its way down, or have no storage: then nothing is compared.
  const answer: unknown = await browser.runtime.sendMessage(message).catch(() => undefined);
  const ids = toFields(answer)?.ids;
  return Array.isArray(ids) ? ids.filter(isText) : [];
}
