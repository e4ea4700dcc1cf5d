/**
 * Parts of an OFD's signature (GB/T 33190, 18), which is the package's only one.
 *
 *   OFD.xml ─▶ list ─▶ description ─▶ value
 *                         │ └──▶ seal        with a stamp only
 *                         └ digest of every part but description, value and platform seal
 */
export const ofdParts = {
  root: 'OFD.xml',
  list: 'Doc_0/Signs/Signatures.xml',
  description: 'Doc_0/Signs/Sign_0/Signature.xml',
  value: 'Doc_0/Signs/Sign_0/SignedValue.dat',
  seal: 'Doc_0/Signs/Sign_0/Seal.esl',
  /** Our own seal, a JWS that signs all other parts. */
  platformSeal: 'Seal.jws',
} as const;

/** What is signed, but named by no digest: it holds the digests, or comes after them. */
export const withoutDigest: readonly string[] = [ofdParts.description, ofdParts.value, ofdParts.platformSeal];
