const maxFeed = 30;

/** What the server put into the page for its script. */
export function readConfig<Config>(): Config {
  return JSON.parse(byId('config').textContent ?? '');
}

/** Shows an event; `data-channel` and `data-event` are for tests. */
export function addToFeed(channel: string, event: string, data: unknown): void {
  const item = document.createElement('li');
  item.textContent = `${channel}: ${event} ${JSON.stringify(data) ?? ''}`;
  Object.assign(item.dataset, { channel, event });
  byId('feed').prepend(item);
  while (byId('feed').children.length > maxFeed) byId('feed').lastElementChild?.remove();
}

/** Shows which client in which version, and the state of its connection. */
export function showConnection(client: string, state: string): void {
  byId('client').textContent = client;
  byId('connection').textContent = state;
  byId('connection').dataset.connection = state;
}

/** Counts subscriptions, for tests to wait for: `data-subscribed` of the root element. */
export function countSubscription(): void {
  const { dataset } = document.documentElement;
  dataset.subscribed = String(Number(dataset.subscribed ?? 0) + 1);
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element;
}
