import type { IncomingMessage, ServerResponse } from 'node:http';
import { isPresence } from './channel-name.ts';
import { type Channels, countsOf, occupiedNames, publish } from './channels.ts';
import { parseJson } from './frames.ts';
import { type ApiFault, type Publication, parseBatch, parsePublication, toFault } from './publication.ts';
import { type App, findSignatureFault, type SignedRequest } from './signature.ts';
import type { Users } from './users.ts';

/** An app and what lives in it. */
export type AppState = { readonly app: App; readonly channels: Channels; readonly users: Users };

type Answer = { readonly kind: 'answer'; readonly body: unknown };

const maxBodyBytes = 1_048_576;

/** Serves `/apps/<id>/…`, the signed API which the server libraries publish to. */
export async function handleApiRequest(
  apps: readonly AppState[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const result = await answer(apps, request);
  const [status, body, type] =
    result.kind === 'fault'
      ? [result.status, `${result.problem}\n`, 'text/plain']
      : [200, JSON.stringify(result.body), 'application/json'];
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
  response.end(body);
}

async function answer(apps: readonly AppState[], request: IncomingMessage): Promise<Answer | ApiFault> {
  const url = new URL(`http://localhost${request.url}`);
  const [, id, resource] = /^\/apps\/([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
  const state = apps.find(({ app }) => app.id === id);
  if (!state || !resource) return toFault(404, 'No such app or resource');
  const body = await readBody(request);
  if (!body) return toFault(413, `The body exceeds the maximum of ${maxBodyBytes} bytes`);
  const signed: SignedRequest = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    body,
  };
  const fault = findSignatureFault(state.app, signed, Date.now() / 1000);
  return fault ? toFault(401, fault) : route(state.channels, `${signed.method} ${resource}`, signed);
}

function route(channels: Channels, resource: string, { query, body }: SignedRequest): Answer | ApiFault {
  const [, usersOf] = /^GET channels\/([^/]+)\/users$/.exec(resource) ?? [];
  if (usersOf) {
    return toAnswer({ users: countsOf(channels, decodeURIComponent(usersOf)).users.map((id) => ({ id })) });
  }
  switch (resource) {
    case 'POST events': {
      const publication = parsePublication(parseJson(body.toString('utf8')));
      return publication.kind === 'fault' ? publication : toAnswer(publishAll(channels, publication));
    }
    case 'POST batch_events': {
      const batch = parseBatch(parseJson(body.toString('utf8')));
      if (!Array.isArray(batch)) return batch;
      for (const publication of batch) publishAll(channels, publication);
      return toAnswer({});
    }
    case 'GET channels':
      return toAnswer({ channels: listChannels(channels, query.get('filter_by_prefix') ?? '') });
    default:
      return toFault(404, `No such resource: ${resource}`);
  }
}

function publishAll(channels: Channels, publication: Publication): unknown {
  const { name, data, exceptSocketId, info } = publication;
  for (const channel of publication.channels)
    publish(channels, channel, { event: name, data }, exceptSocketId);
  if (info.length === 0) return {};
  return {
    channels: Object.fromEntries(publication.channels.map((name) => [name, pick(channels, name, info)])),
  };
}

function pick(channels: Channels, name: string, info: readonly string[]): Record<string, number> {
  const { subscriptions, users } = countsOf(channels, name);
  return {
    ...(info.includes('subscription_count') ? { subscription_count: subscriptions } : {}),
    ...(info.includes('user_count') && isPresence(name) ? { user_count: users.length } : {}),
  };
}

function listChannels(channels: Channels, prefix: string): Record<string, Record<string, number>> {
  const names = occupiedNames(channels).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(names.map((name) => [name, pick(channels, name, ['user_count'])]));
}

function toAnswer(body: unknown): Answer {
  return { kind: 'answer', body };
}

/** The whole body, or undefined when it is over the limit; the rest is read and thrown away. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let byteLength = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    byteLength += chunk.length;
    if (byteLength <= maxBodyBytes) chunks.push(chunk);
  }
  return byteLength <= maxBodyBytes ? Buffer.concat(chunks) : undefined;
}
