import { describe, expect, it } from 'vitest';
import { findSignatureFault, isSignedBy } from './signature.ts';

// The known answers are the worked examples of Pusher's documentation ("Generating the signature").
const app = { id: '3', key: '278d425bdf160c739803', secret: '7ad3773142a6692b25b8' };
const timestamp = 1353088179;

function signedRequest(changes: Record<string, string> = {}, body = documentedBody) {
  const query = new URLSearchParams({
    auth_key: app.key,
    auth_timestamp: String(timestamp),
    auth_version: '1.0',
    body_md5: 'ec365a775a4cd0599faeb73354201b6f',
    auth_signature: 'da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c',
    ...changes,
  });
  return { method: 'POST', path: '/apps/3/events', query, body: Buffer.from(body) };
}

const documentedBody = '{"name":"foo","channels":["project-3"],"data":"{\\"some\\":\\"data\\"}"}';

describe('signatures', () => {
  it('accept the documented channel authorisation and nothing near it', () => {
    const auth = `${app.key}:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4`;
    expect(isSignedBy(app, '1234.1234:private-foobar', auth)).toBe(true);
    expect(isSignedBy(app, '1234.1235:private-foobar', auth)).toBe(false);
    expect(isSignedBy(app, '1234.1234:private-foobar', undefined)).toBe(false);
  });

  it('accept the documented HTTP request', () => {
    expect(findSignatureFault(app, signedRequest(), timestamp)).toBeUndefined();
    expect(findSignatureFault(app, signedRequest(), timestamp + 600)).toBeUndefined();
  });

  it.each([
    ['auth_key', signedRequest({ auth_key: 'other' }), timestamp],
    ['auth_version', signedRequest({ auth_version: '2.0' }), timestamp],
    ['auth_timestamp', signedRequest({ auth_timestamp: 'now' }), timestamp],
    ['auth_timestamp', signedRequest(), timestamp + 601],
    ['auth_timestamp', signedRequest(), timestamp - 601],
    ['body_md5', signedRequest({}, `${documentedBody} `), timestamp],
    ['Invalid signature', signedRequest({ auth_signature: '00' }), timestamp],
    ['Invalid signature', signedRequest({ info: 'user_count' }), timestamp],
  ])('name %s as the fault', (word, request, now) => {
    expect(findSignatureFault(app, request, now)).toContain(word);
  });
});
