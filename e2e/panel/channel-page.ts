import nacl from 'tweetnacl';
import { deriveSharedSecret } from '../../src/core/crypto/shared-secret';
import type { Derivation } from '../../src/core/sealed';
import type { TestSite } from '../demo/test-pages.ts';

/** The frame with which a channel server answers a new connection. */
export const GREETING = frame('pusher:connection_established', undefined, {
  socket_id: '12.34',
  activity_timeout: 120,
});

/** A page whose first inline script connects to an app, once for each key; the site's sockets are set by the test. */
export function channelPage(site: TestSite, path: string, apps: readonly string[] = ['app-key']): string {
  const urls = apps.map((app) => `${site.wsUrl}/app/${app}?protocol=7&client=js&version=8.6.0&flash=false`);
  const script = `globalThis.sockets = ${JSON.stringify(urls)}.map((url) => new WebSocket(url));`;
  return site.page(path, `<!doctype html><script>${script}</script><title>${path}</title>`);
}

/** The text of a frame with its data as a JSON string, as Pusher sends it. */
export function frame(event: string, channel: string | undefined, data: unknown): string {
  return JSON.stringify({ event, channel, data: JSON.stringify(data) });
}

/** A frame whose data a server library with this master key has sealed for the channel. */
export function sealedFrame(
  event: string,
  channel: string,
  data: unknown,
  masterKeyBase64: string,
  derivation: Derivation = 'A',
): string {
  const secret = deriveSharedSecret(derivation, channel, Buffer.from(masterKeyBase64, 'base64'));
  const nonce = nacl.randomBytes(nacl.secretbox.nonceLength);
  const box = nacl.secretbox(Buffer.from(JSON.stringify(data)), nonce, secret);
  return frame(event, channel, {
    nonce: Buffer.from(nonce).toString('base64'),
    ciphertext: Buffer.from(box).toString('base64'),
  });
}
