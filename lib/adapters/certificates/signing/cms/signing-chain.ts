import { derChildren, derElements, derTime, type DerElement } from '../../../../kernel/der-elements.ts';
import { Failure } from '../../../../kernel/failure.ts';
import type { OpenedKey } from '../opened-key.ts';

/** One X.509 certificate (RFC 5280), with what a CMS signature names of it. */
export type ChainCertificate = {
  readonly der: Uint8Array;
  /** Names and serial number in DER. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly serial: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly validity: { readonly from: string; readonly to: string };
};

/** The signing certificate first, then its issuers. */
export type SigningChain = readonly [ChainCertificate, ...ChainCertificate[]];

const maxCertificates = 5;

/**
 * Reads a chain of PEM certificates (RFC 7468), the signing one first. Throws `signing-chain-not-usable` when one does
 * not parse, belongs to another key, is not issued by the next, is out of date, or when there are more than 5.
 */
export function readSigningChain(pem: string, publicKey: OpenedKey['publicKey'], now: Date): SigningChain {
  const certificates = readCertificates(pem);
  const [signing, ...issuers] = certificates;
  if (signing === undefined || certificates.length > maxCertificates)
    throw new Failure('signing-chain-not-usable', { reason: 'count', certificates: certificates.length });
  const point = Buffer.concat([Buffer.of(4), toBytes(publicKey.x), toBytes(publicKey.y)]);
  // SubjectPublicKeyInfo ends with the point (RFC 5480, 2.2).
  if (!point.equals(signing.publicKey.subarray(-point.length)))
    throw new Failure('signing-chain-not-usable', { reason: 'other-key' });
  for (const [index, certificate] of certificates.entries()) {
    const issuer = certificates[index + 1];
    if (issuer !== undefined && Buffer.compare(certificate.issuer, issuer.subject) !== 0)
      throw new Failure('signing-chain-not-usable', { reason: 'order', position: index + 1 });
    const at = now.toISOString();
    if (at < certificate.validity.from || at > certificate.validity.to)
      throw new Failure('signing-chain-not-usable', { reason: 'out-of-date', position: index + 1 });
  }
  return [signing, ...issuers];
}

/** Reads PEM certificates, whatever they are of. Throws `signing-chain-not-usable` when one does not parse. */
export function readCertificates(pem: string): ChainCertificate[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\w+/=\s]+)-----END CERTIFICATE-----/g)].map(([, base64 = '']) =>
    readCertificate(Buffer.from(base64, 'base64')),
  );
}

const toBytes = (coordinate: string): Uint8Array => Buffer.from(coordinate, 'base64url');

/** TBSCertificate (RFC 5280, 4.1): version [0], serial, algorithm, issuer, validity, subject, key. */
function readCertificate(bytes: Uint8Array): ChainCertificate {
  const certificate = required(derElements(bytes)?.[0]);
  const [tbs] = derChildren(certificate);
  const fields = derChildren(required(tbs));
  const [serial, , issuer, validity, subject, key] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const [from, to] = derChildren(required(validity));
  return {
    der: certificate.whole,
    issuer: required(issuer).whole,
    subject: required(subject).whole,
    serial: required(serial).whole,
    publicKey: required(key).content,
    validity: { from: readTime(required(from)), to: readTime(required(to)) },
  };
}

function required(element: DerElement | undefined): DerElement {
  if (element === undefined) throw new Failure('signing-chain-not-usable', { reason: 'no-certificate' });
  return element;
}

function readTime(element: DerElement): string {
  const time = derTime(element);
  if (time === null) throw new Failure('signing-chain-not-usable', { reason: 'no-certificate' });
  return time;
}
