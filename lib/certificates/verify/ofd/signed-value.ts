import { ofdParts } from '../../../../schemas/certificates/ofd-signature.ts';
import { derChildren, derElements, derNumber, derOid, derTime, type DerElement } from '../../../kernel/der-elements.ts';
import { rawSignature } from '../../seal/certificate-key.ts';
import { bitsOf } from '../../seal/read-city-seal.ts';

/** What SignedValue.dat holds, whichever structure it has; unverified. */
export type SignedValue = {
  /** Digest of Signature.xml. */
  readonly digest: Uint8Array;
  /** What the signature is of. */
  readonly signed: Uint8Array<ArrayBuffer>;
  /** r‖s. */
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly signatureOid: string;
  /** The signer's certificate in DER. */
  readonly certificate: Uint8Array;
  /** With a stamp only. */
  readonly stamp?: { readonly seal: Uint8Array; readonly at: string };
};

const tags = { octets: 0x04, ia5: 0x16, sequence: 0x30, set: 0x31, context0: 0xa0 } as const;
const messageDigest = '1.2.840.113549.1.9.4';
const oids = { signedData: '1.2.840.113549.1.7.2', data: '1.2.840.113549.1.7.1' } as const;

/** Reads SES_Signature of version 4 (GB/T 38540, 7.1), without a timestamp; `null` for other bytes. */
export function readStampValue(bytes: Uint8Array): SignedValue | null {
  const [toSign, certificate, algorithm, signature, ...more] = derChildren(onlyElement(bytes));
  const [version, seal, time, digest, property, ...further] = derChildren(toSign);
  const raw = rawSignature(bitsOf(signature));
  if (toSign === undefined || seal === undefined || time === undefined || raw === null) return null;
  const at = derTime(time);
  const isOurs =
    derNumber(version) === 4 && property?.tag === tags.ia5 && textOf(property) === `/${ofdParts.description}`;
  if (!isOurs || at === null || more.length > 0 || further.length > 0) return null;
  return {
    digest: bitsOf(digest),
    signed: Uint8Array.from(toSign.whole),
    signature: raw,
    signatureOid: derOid(algorithm),
    certificate: octetsOf(certificate),
    stamp: { seal: seal.whole, at },
  };
}

/** Reads CMS SignedData (RFC 5652) of one signer, with its content elsewhere; `null` for other bytes. */
export function readCmsValue(bytes: Uint8Array): SignedValue | null {
  const [kind, wrapped] = derChildren(onlyElement(bytes));
  const [, , content, certificates, signers] = derChildren(derChildren(wrapped)[0]);
  const [contentKind, ...attached] = derChildren(content);
  const [signer, ...otherSigners] = derChildren(signers);
  const [, , , attributes, algorithm, signature] = derChildren(signer);
  const raw = rawSignature(octetsOf(signature));
  const isOurs = derOid(kind) === oids.signedData && derOid(contentKind) === oids.data && attached.length === 0;
  if (!isOurs || otherSigners.length > 0 || attributes?.tag !== tags.context0 || raw === null) return null;
  // Signed as SET OF, stored as [0] (RFC 5652, 5.4).
  const signed = Uint8Array.from(attributes.whole);
  signed[0] = tags.set;
  return {
    digest: attributeOf(attributes, messageDigest),
    signed,
    signature: raw,
    signatureOid: derOid(derChildren(algorithm)[0]),
    certificate: derChildren(certificates)[0]?.whole ?? new Uint8Array(),
  };
}

function onlyElement(bytes: Uint8Array): DerElement | undefined {
  const [element, ...others] = derElements(bytes) ?? [];
  return element?.tag === tags.sequence && others.length === 0 ? element : undefined;
}

function attributeOf(attributes: DerElement, oid: string): Uint8Array {
  const values = derChildren(attributes)
    .map((attribute) => derChildren(attribute))
    .filter(([name]) => derOid(name) === oid)
    .map(([, set]) => octetsOf(derChildren(set)[0]));
  return values.length === 1 && values[0] !== undefined ? values[0] : new Uint8Array();
}

function octetsOf(element: DerElement | undefined): Uint8Array {
  return element?.tag === tags.octets ? element.content : new Uint8Array();
}

function textOf({ content }: DerElement): string {
  return new TextDecoder().decode(content);
}
