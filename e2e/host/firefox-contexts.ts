import type { Bidi } from './bidi';

/** The BiDi contexts that there are now, first to last; `scope` as `browsingContext.getTree` takes it. */
export async function contextsOf(bidi: Bidi, scope: object = {}): Promise<string[]> {
  const tree = await bidi.send<{ contexts: { context: string }[] }>('browsingContext.getTree', scope);
  return tree.contexts.map(({ context }) => context);
}

/** The first tab of Firefox. */
export async function firstTab(bidi: Bidi): Promise<string> {
  return firstOf(await contextsOf(bidi));
}

/** The browser window itself, as a privileged context. */
export async function browserWindowOf(bidi: Bidi): Promise<string> {
  return firstOf(await contextsOf(bidi, { 'moz:scope': 'chrome' }));
}

/** Beside the inspected page it has to be a window: a tab would hide the page or be hidden, and hidden documents get no animation frames. */
export async function openContext(bidi: Bidi, type: 'tab' | 'window'): Promise<string> {
  const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type });
  return context;
}

function firstOf(contexts: readonly string[]): string {
  const [first] = contexts;
  if (first === undefined) throw new Error('Firefox shows no page.');
  return first;
}
