import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTestSite, type TestSite } from './test-pages.ts';

let site: TestSite;

beforeEach(async () => {
  site = await startTestSite();
});

afterEach(() => site.close());

describe('a test site', () => {
  it('serves pages as UTF-8 that nobody keeps, with the headers asked for', async () => {
    const url = site.page('/a', '<p>Zoë', { 'Content-Security-Policy': "default-src 'none'" });
    const response = await fetch(`${url}?query`);
    expect(await response.text()).toBe('<p>Zoë');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
    });
    expect((await fetch(`${site.origin}/b`)).status).toBe(404);
  });

  it('echoes frames until a handler is set, and again after its undo', async () => {
    const echoed = async () => {
      const socket = new WebSocket(site.wsUrl);
      await once(socket, 'open');
      socket.send(Buffer.from([1, 2]));
      return once(socket, 'message');
    };
    expect(await echoed()).toEqual([Buffer.from([1, 2]), true]);
    const restore = site.onSocket((socket, request) => socket.close(4321, request.url));
    const closed = await once(new WebSocket(`${site.wsUrl}/path`), 'close');
    expect(closed).toEqual([4321, Buffer.from('/path')]);
    restore();
    expect(await echoed()).toEqual([Buffer.from([1, 2]), true]);
  });
});
