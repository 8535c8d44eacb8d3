import { describe, expect, it } from 'vitest';
import vectors from '../vectors/signatures.json' with { type: 'json' };
import { bodyMd5, sign, signChannel, signRequest, signUser } from './signature';

/** The members that only some of the cases have. */
interface Optional {
  channel_data?: string;
  params?: Record<string, string>;
  body?: string;
}

describe('the signature of a channel', () => {
  it.each(vectors.channel_auth)('is as the source has it ($id)', (vector) => {
    const { channel_data: data } = vector as Optional;
    expect(signChannel(vector, vector.socket_id, vector.channel, data)).toBe(vector.auth);
  });
});

describe('the signature of a user', () => {
  it.each(vectors.user_auth)('is as the source has it ($id)', (vector) => {
    expect(signUser(vector, vector.socket_id, vector.user_data)).toBe(vector.auth);
  });
});

describe('the signature of a request', () => {
  it.each(vectors.http_signature)('is as the source has it ($id)', (vector) => {
    const { params = {}, body } = vector as Optional;
    const { method, path, timestamp } = vector;
    expect(signRequest(vector, { method, path, params, body }, timestamp)).toBe(vector.auth_signature);
  });

  it('sorts the parameters and has their names in lower case', () => {
    const app = { key: 'k', secret: 's' };
    const request = { method: 'get', path: '/x', body: undefined };
    const one = signRequest(app, { ...request, params: { B: '1', a: '2' } }, '1');
    expect(one).toBe(signRequest(app, { ...request, params: { a: '2', b: '1' } }, '1'));
  });
});

describe('the hash of a body', () => {
  it.each(vectors.http_body_md5)('is as the source has it ($id)', (vector) => {
    expect(bodyMd5(vector.body)).toBe(vector.body_md5);
  });
});

describe('the signature of a webhook', () => {
  it.each(vectors.webhook)('is as the source has it ($id)', (vector) => {
    expect(sign(vector.body, vector.secret)).toBe(vector.signature);
  });
});
