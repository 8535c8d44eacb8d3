import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPusher } from '../demo/pusher-library.ts';
import type { Doc } from '../host/driver';

/** What is said beside a text; left out, the field is left as it comes, or is not there. */
export interface PasteFields {
  channel?: string;
  /** X-Pusher-Key and X-Pusher-Signature of a webhook. */
  appKey?: string;
  signature?: string;
}

const APP = { id: '7', key: 'app-key', secret: 'app-secret' };

/** Opens the dialog, fills it in and presses its button. */
export async function paste(panel: Doc, text: string, fields: PasteFields = {}): Promise<void> {
  if ((await panel.count('[data-dialog="paste"]')) === 0) await panel.click('[data-action="paste"]');
  await fillPaste(panel, text, fields);
  await panel.click('[data-action="open-pasted"]');
}

/** Fills the open dialog in. */
export async function fillPaste(panel: Doc, text: string, fields: PasteFields = {}): Promise<void> {
  await panel.fill('textarea[name="pasted"]', text);
  for (const [name, value] of Object.entries(fields))
    await panel.fill(`[data-dialog="paste"] .paste-form input[name="${name}"]`, value);
}

/** What the dialog says it has understood. */
export function pasteSays(panel: Doc): Promise<string> {
  return panel.text('.paste-says');
}

/** What the dialog says of the events or of the signature. */
export function pasteResult(panel: Doc, about: 'events' | 'signature'): Promise<string> {
  return panel.text(`[data-result="${about}"]`);
}

/** The body of the request with which the real server library publishes this on these channels, sealed by it. */
export async function publishedBody(
  channels: string | string[],
  event: string,
  data: unknown,
  masterKeyBase64: string,
): Promise<{ name: string; data: string; channels: string[] }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await createPusher(APP, port, masterKeyBase64).trigger(channels, event, data);
  await new Promise((resolve) => server.close(resolve));
  return JSON.parse(bodies[0] ?? '{}');
}

/** A webhook as Pusher sends it: its body, and its headers. */
export function webhook(events: object[], secret: string): { body: string; signature: string } {
  const body = JSON.stringify({ time_ms: 1_700_000_000_000, events });
  return { body, signature: createHmac('sha256', secret).update(body).digest('hex') };
}
