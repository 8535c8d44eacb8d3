import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A key and the certificate that it has signed itself, as PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

/** Makes a certificate that nobody trusts, for a day. Throws when there is no `openssl`. */
export function makeCertificate(host: string): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'cipherscope-certificate-'));
  const files = { key: path.join(folder, 'key.pem'), cert: path.join(folder, 'cert.pem') };
  try {
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '1',
        ],
        ...['-keyout', files.key, '-out', files.cert, '-subj', `/CN=${host}`],
        ...['-addext', `subjectAltName=DNS:${host},DNS:*.${host}`],
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(files.key, 'utf8'), cert: readFileSync(files.cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
