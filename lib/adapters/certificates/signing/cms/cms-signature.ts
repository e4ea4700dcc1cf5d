import { createHash, hash } from 'node:crypto';
import { signatureOids } from '../../../../../schemas/certificates/signature-oids.ts';
import type { Signer } from '../../../../certificates/ports.ts';
import { compareBytes, der } from './der.ts';
import type { SigningChain } from './signing-chain.ts';

/** RFC 5652, RFC 5035, RFC 5754; SM2 with SM3 by GM/T 0006. */
const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** An attribute that no signature of the CMS covers; it is the last thing in it. */
export type UnsignedAttribute = { readonly oid: string; readonly value: Uint8Array };

/** Signs with a key whose certificates are given. */
export type ChainSigner = { readonly signer: Signer; readonly chain: SigningChain };

/**
 * Signs content that stands elsewhere: CMS SignedData (RFC 5652), as CAdES baseline B (ETSI EN 319 122-1) without
 * signing-time, which PAdES (ETSI EN 319 142-1) keeps in the PDF.
 */
export async function cmsSignature(
  content: readonly Uint8Array[],
  { signer, chain }: ChainSigner,
  unsigned?: UnsignedAttribute,
): Promise<Uint8Array> {
  const { digest, digestOid, signatureOid } = signatureOids[signer.algorithm];
  const [signing] = chain;
  const contentDigest = createHash(digest);
  for (const piece of content) contentDigest.update(piece);
  // ESSCertIDv2 has SHA-256 by default (RFC 5035, 4).
  const certificateId = der.sequence(der.octets(hash('sha256', signing.der, 'buffer')));
  const attributes = [
    attribute(oids.contentType, der.oid(oids.data)),
    attribute(oids.messageDigest, der.octets(contentDigest.digest())),
    attribute(oids.signingCertificateV2, der.sequence(der.sequence(certificateId))),
  ].toSorted(compareBytes);
  // Signed as SET OF, stored as [0] (RFC 5652, 5.4).
  const signature = await signer.sign(der.setOf(...attributes));
  const signerInfo = der.sequence(
    der.integer(1),
    der.sequence(signing.issuer, signing.serial),
    der.sequence(der.oid(digestOid)),
    der.context(0, ...attributes),
    der.sequence(der.oid(signatureOid)),
    der.octets(ecdsaSignature(signature)),
    ...(unsigned === undefined ? [] : [der.context(1, attribute(unsigned.oid, der.octets(unsigned.value)))]),
  );
  const signedData = der.sequence(
    der.integer(1),
    der.setOf(der.sequence(der.oid(digestOid))),
    der.sequence(der.oid(oids.data)),
    der.context(0, ...chain.map((certificate) => certificate.der)),
    der.setOf(signerInfo),
  );
  return der.sequence(der.oid(oids.signedData), der.context(0, signedData));
}

/** Converts r‖s (64 bytes) to DER (RFC 3279, 2.2.3; GM/T 0009). */
export function ecdsaSignature(raw: Uint8Array): Uint8Array {
  return der.sequence(der.bigInteger(raw.subarray(0, 32)), der.bigInteger(raw.subarray(32)));
}

function attribute(oid: string, value: Uint8Array): Uint8Array {
  return der.sequence(der.oid(oid), der.setOf(value));
}
