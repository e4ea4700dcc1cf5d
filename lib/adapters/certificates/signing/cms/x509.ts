import { randomBytes } from 'node:crypto';
import type { PublicKey } from '../../../../../schemas/certificates/key-set.ts';
import { keyOids, signatureOids } from '../../../../../schemas/certificates/signature-oids.ts';
import type { Signer } from '../../../../certificates/ports.ts';
import { ecdsaSignature } from './cms-signature.ts';
import { der } from './der.ts';

export type CertificateFacts = {
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Uint8Array[];
  readonly validity: { readonly from: Date; readonly to: Date };
  /** How the issuer signs. */
  readonly algorithm: Signer['algorithm'];
};

export const keyUsages = { signs: der.bits(Buffer.of(0xc0), 6), issues: der.bits(Buffer.of(0x06), 1) } as const;

/** TBSCertificate of X.509 v3 (RFC 5280, 4.1): what the issuer signs. */
export function certificateToSign(facts: CertificateFacts): Uint8Array {
  return der.sequence(
    der.context(0, der.integer(2)),
    der.bigInteger(randomBytes(16)),
    algorithmOf(facts.algorithm),
    facts.issuer,
    der.sequence(der.shortTime(facts.validity.from), der.shortTime(facts.validity.to)),
    facts.subject,
    facts.publicKey,
    der.context(3, der.sequence(...facts.extensions)),
  );
}

/** Joins what was signed with its signature (r‖s). */
export function signedCertificate(
  toSign: Uint8Array,
  algorithm: Signer['algorithm'],
  signature: Uint8Array,
): Uint8Array {
  return der.sequence(toSign, algorithmOf(algorithm), der.bits(ecdsaSignature(signature)));
}

/** SubjectPublicKeyInfo (RFC 5480). */
export function subjectPublicKey({ crv, x, y }: Pick<PublicKey, 'crv' | 'x' | 'y'>): Uint8Array {
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return der.sequence(der.sequence(der.oid(keyOids.publicKey), der.oid(keyOids.curves[crv])), der.bits(point));
}

export function commonName(name: string): Uint8Array {
  return der.sequence(der.setOf(der.sequence(der.oid('2.5.4.3'), der.text(name))));
}

export function extension(oid: string, ...content: readonly Uint8Array[]): Uint8Array {
  return der.sequence(der.oid(oid), ...content);
}

function algorithmOf(algorithm: Signer['algorithm']): Uint8Array {
  return der.sequence(der.oid(signatureOids[algorithm].signatureOid));
}
