import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { der } from '../../../lib/adapters/certificates/signing/cms/der.ts';
import {
  certificateToSign,
  commonName,
  extension,
  keyUsages,
  signedCertificate,
  type CertificateFacts,
} from '../../../lib/adapters/certificates/signing/cms/x509.ts';

const years = 20;

/**
 * Makes a certificate for a public key (SubjectPublicKeyInfo) and the authority that issued it, in PEM: what a city's
 * certificate authority gives. Nobody keeps the authority's key.
 */
export function newLocalChain(publicKey: Uint8Array, now: Date): string {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = commonName('Guiji local authority');
  const shared = { issuer, now, signingKey: authority.privateKey };
  const signing = certificate({
    ...shared,
    subject: commonName('Guiji local signing'),
    publicKey,
    extensions: [extension('2.5.29.15', der.boolean(true), der.octets(keyUsages.signs))],
  });
  const root = certificate({
    ...shared,
    subject: issuer,
    publicKey: authority.publicKey.export({ format: 'der', type: 'spki' }),
    extensions: [
      extension('2.5.29.19', der.boolean(true), der.octets(der.sequence(der.boolean(true)))),
      extension('2.5.29.15', der.boolean(true), der.octets(keyUsages.issues)),
    ],
  });
  return toPem(signing) + toPem(root);
}

type LocalFacts = Pick<CertificateFacts, 'subject' | 'issuer' | 'publicKey' | 'extensions'> & {
  readonly signingKey: KeyObject;
  readonly now: Date;
};

function certificate({ signingKey, now, ...facts }: LocalFacts): Uint8Array {
  const from = new Date(now.getTime() - 86_400_000); // clocks differ
  const to = new Date(from);
  to.setUTCFullYear(from.getUTCFullYear() + years);
  const toSign = certificateToSign({ ...facts, validity: { from, to }, algorithm: 'ES256' });
  return signedCertificate(toSign, 'ES256', sign('sha256', toSign, { key: signingKey, dsaEncoding: 'ieee-p1363' }));
}

function toPem(certificateDer: Uint8Array): string {
  const lines = Buffer.from(certificateDer).toString('base64').replaceAll(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`;
}
