const maxRows = 12;
const maxFeed = 30;

/** The element of index.html with this id. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element;
}

/** Replaces the text of an element. */
export function showText(id: string, text: string): void {
  byId(id).textContent = text;
}

/** A payload as an object whose members are unknown; tests publish anything. */
export function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Shows an event of the shop in its place; one that the board does not know is only in the feed. */
export function handleBoardEvent(event: string, data: unknown): void {
  const fields = toRecord(data);
  switch (event) {
    case 'order.created':
      showOrder(fields);
      break;
    case 'order.paid':
    case 'order.shipped':
    case 'order.cancelled':
      showState(String(fields.id), event.slice('order.'.length));
      break;
    case 'order.note':
      showText('order-note', String(data));
      break;
    case 'payment.captured':
    case 'payment.failed':
      prepend(
        'payments',
        `${event.slice('payment.'.length)} ${money(fields.amount)}, order ${fields.orderId}`,
        6,
      );
      break;
    case 'headline':
      prepend('news', String(fields.title), 5);
      break;
    case 'shift.note':
      showText('shift-note', String(fields.text));
      break;
    case 'status.changed':
      showText('shop-status', `${fields.isOpen ? 'Open' : 'Closed'}, ${fields.queueLength} in the queue`);
      break;
  }
}

/** Adds any event to the list of the latest ones; `data-channel` and `data-event` are for tests. */
export function appendToFeed(channel: string, event: string, data: unknown): void {
  const item = prepend('feed', `${event} `, maxFeed);
  item.dataset.channel = channel;
  item.dataset.event = event;
  item.title = JSON.stringify(data) ?? 'undefined';
  const note = document.createElement('span');
  note.className = 'quiet';
  note.textContent = channel;
  item.append(note);
}

/** Lists the members of presence-staff. */
export function showStaff(members: Record<string, unknown>, me: string): void {
  byId('staff').replaceChildren();
  for (const [id, info] of Object.entries(members)) {
    const { name = id, role = 'staff' } = toRecord(info);
    prepend('staff', `${name}, ${role}${id === me ? ' (you)' : ''}`, maxRows).dataset.user = id;
  }
}

function showOrder(order: Record<string, unknown>): void {
  const row = document.createElement('tr');
  row.dataset.order = String(order.id);
  const customer = toRecord(order.customer);
  const items = Array.isArray(order.items) ? order.items.map(toRecord) : [];
  const texts = [
    String(order.id),
    `${customer.name}, ${customer.city}`,
    items.map((item) => `${item.quantity} × ${item.title}`).join(', '),
    money({ cents: order.totalCents, currency: order.currency }),
    'new',
  ];
  for (const text of texts) row.insertCell().textContent = text;
  row.cells[3]?.classList.add('number');
  byId('orders').prepend(row);
  while (byId('orders').children.length > maxRows) byId('orders').lastElementChild?.remove();
}

function showState(id: string, state: string): void {
  const cell = document.querySelector<HTMLElement>(`tr[data-order="${CSS.escape(id)}"] td:last-child`);
  if (!cell) return;
  cell.textContent = state;
  cell.dataset.state = state;
}

function money(amount: unknown): string {
  const { cents, currency } = toRecord(amount);
  return `${(Number(cents) / 100).toFixed(2)} ${currency}`;
}

function prepend(listId: string, text: string, maxItems: number): HTMLElement {
  const item = document.createElement('li');
  item.textContent = text;
  const list = byId(listId);
  list.prepend(item);
  while (list.children.length > maxItems) list.lastElementChild?.remove();
  return item;
}
