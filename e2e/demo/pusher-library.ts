import Pusher from 'pusher';
import type { App } from './channel-server/signature.ts';

/** The real server library, speaking to a server on this machine; with a master key it seals what it publishes. */
export function createPusher(
  { id: appId, key, secret }: App,
  port: number,
  encryptionMasterKeyBase64?: string,
): Pusher {
  const options = { appId, key, secret, host: '127.0.0.1', port: String(port) };
  return new Pusher(
    encryptionMasterKeyBase64 === undefined ? options : { ...options, encryptionMasterKeyBase64 },
  );
}
