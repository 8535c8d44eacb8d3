import browser from 'webextension-polyfill';
import { evaluatedValue } from '../core/devtools-answers';
import { findKeyCandidates } from '../core/key-candidates';
import type { KeyId } from '../core/sealed';
import { isText, isTime, toFields } from '../core/untrusted';
import { askBackground } from './ask-background';
import { addressOf, type Body, MAX_BODY_CHARS, readRequest, readResources } from './page-bodies';
import type { TakeRequest } from './request-log';
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
 * these are kept: whether one is a key that is known, the panel knows. Answers what takes the tab's finished requests.
 */
export function watchPageKeys(sightings: Sightings): TakeRequest {
  const { inspectedWindow, network } = browser.devtools;
  /** By id: where it stands, and when that was asked for last. */
  const seen = new Map<KeyId, { address: string; at: number }>();
  let bodies = 0;
  /** What was asked for before does not belong to the page. */
  let pageStart = 0;
  let knownStart: unknown;

  const search = async ({ address, at, text }: Body) => {
    if (text.length > MAX_BODY_CHARS || text.includes(AUTH_REPLY)) return;
    for (const id of await nameCandidates(findKeyCandidates(text))) {
      const known = seen.get(id);
      if (at < pageStart || (known === undefined && seen.size >= MAX_SEEN)) return;
      seen.set(id, { address, at: Math.max(at, known?.at ?? 0) });
      sightings.addPageKey(id, address);
    }
  };

  const readPage = async () => {
    const at = Date.now();
    const page = toFields(await evaluate(PAGE_TEXT));
    // A page without an address of its own, such as about:blank, is the one that is inspected all the same.
    if (isText(page?.url) && isText(page.text))
      await search({ address: addressOf(page.url) ?? 'the page', at, text: page.text });
    for (const body of await readResources(at)) await search(body);
  };

  /** What was loaded by the page that was left goes. */
  const startPage = async () => {
    const start = await startOfNewPage();
    if (start === undefined) return;
    pageStart = start - CLOCK_MS;
    bodies = 0;
    sightings.startPage(start);
    sightings.clearPageKeys();
    for (const [id, { address, at }] of seen) {
      if (at < pageStart) seen.delete(id);
      else sightings.addPageKey(id, address);
    }
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

  network.onNavigated.addListener(() => void startPage());
  void evaluate(PAGE_START).then((start) => {
    if (knownStart === undefined && isTime(start)) sightings.startPage(start);
    knownStart ??= start;
  });
  void readPage();
  return (request) => {
    if (bodies >= MAX_BODIES) return;
    // Before it is read: a page may ask for any number at once.
    bodies++;
    void readRequest(request).then((body) => {
      if (body === undefined) bodies--;
      else void search(body);
    });
  };
}

/** Their ids as master keys; none where the background does not answer, or has no storage. */
async function nameCandidates(texts: string[]): Promise<KeyId[]> {
  if (texts.length === 0) return [];
  const ids = toFields(await askBackground({ type: 'candidates', texts }))?.ids;
  return Array.isArray(ids) ? ids.filter(isText) : [];
}
