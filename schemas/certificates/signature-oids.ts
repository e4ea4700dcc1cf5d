import type { SignatureAlgorithm } from './key-set.ts';

/** Object identifiers of a signature and its digest: RFC 5758, and GM/T 0006 for SM2 with SM3. */
export const signatureOids = {
  ES256: { digest: 'sha256', digestOid: '2.16.840.1.101.3.4.2.1', signatureOid: '1.2.840.10045.4.3.2' },
  SM2: { digest: 'sm3', digestOid: '1.2.156.10197.1.401', signatureOid: '1.2.156.10197.1.501' },
} as const satisfies Record<SignatureAlgorithm, { digest: string; digestOid: string; signatureOid: string }>;

/** Of a public key (RFC 5480, 2.1), and of the curves by the JWK's name. */
export const keyOids = {
  publicKey: '1.2.840.10045.2.1',
  curves: { 'P-256': '1.2.840.10045.3.1.7', SM2: '1.2.156.10197.1.301' },
} as const;
