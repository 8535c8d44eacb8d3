import type { Fault } from '../sealed';
import type { Finding } from '.';
import { MIN_LIMIT_BYTES } from './envelope';

/** What a fault in the form of a payload is found to be. `bytes`: length of the event's data. */
export function findingOfFault(fault: Fault, bytes: number): Finding {
  switch (fault.kind) {
    case 'no-data':
      return { id: 'no-data' };
    case 'not-encrypted':
      return { id: 'published-unencrypted', bytes };
    case 'double-encoded':
      return { id: 'double-encoded-envelope' };
    case 'member-missing':
      return { id: 'partial-envelope', missing: fault.member };
    case 'bad-base64':
      return { id: 'bad-base64', member: fault.member, form: 'illegal' };
    case 'nonce-length':
      return { id: 'bad-nonce-length', bytes: fault.bytes };
    case 'ciphertext-short':
      return { id: 'truncated', what: 'ciphertext', bytes: fault.bytes, limit: false };
    case 'cut-off':
      return { id: 'truncated', what: 'data', bytes, limit: bytes >= MIN_LIMIT_BYTES };
    case 'blocks-length':
      return { id: 'truncated', what: 'IV and ciphertext', bytes: fault.bytes, limit: false };
    case 'unknown-cipher':
      return { id: 'unknown-cipher', name: fault.name };
    case 'bad-encoding':
      return { id: 'bad-encoding', step: fault.step, remaining: fault.remaining };
    case 'delta-base-missing':
      return { id: 'delta-base-missing' };
    case 'delta-broken':
      return { id: 'delta-broken' };
    case 'unreadable':
      return { id: 'unreadable', form: fault.form };
    case 'not-kept':
      return { id: 'not-kept' };
    case 'not-loaded':
      return { id: 'not-loaded' };
  }
}
