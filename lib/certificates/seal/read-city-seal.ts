import { derChildren, derElements, derNumber, derOid, derTime, type DerElement } from '../../kernel/der-elements.ts';

/** The city's electronic seal, as its maker signed it. */
export type CitySeal = {
  /** SESeal (GB/T 38540, 6.1). */
  readonly der: Uint8Array;
  readonly id: string;
  readonly name: string;
  /** Certificates of those who may apply it, in DER. */
  readonly certificates: readonly Uint8Array[];
  /** Instants. */
  readonly validity: { readonly from: string; readonly to: string };
  /** PNG; width and height in mm. */
  readonly picture: { readonly data: Uint8Array; readonly width: number; readonly height: number };
  readonly maker: {
    readonly certificate: Uint8Array;
    readonly signed: Uint8Array;
    readonly signatureOid: string;
    readonly signature: Uint8Array;
  };
};

const version = 4;
const tags = { octets: 0x04, bits: 0x03, utf8: 0x0c, ia5: 0x16, sequence: 0x30 } as const;
const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Reads a seal of version 4 (GB/T 38540, 6.1) that names the certificates of its appliers whole and has a PNG; `null`
 * for any other. Its maker's signature is unverified.
 */
export function readCitySeal(bytes: Uint8Array): CitySeal | null {
  const [seal, ...others] = derElements(bytes) ?? [];
  const [information, certificate, algorithm, signature, ...more] = derChildren(seal);
  const [header, id, property, picture] = derChildren(information);
  const properties = readProperty(property);
  const image = readPicture(picture);
  if (seal?.tag !== tags.sequence || others.length > 0 || more.length > 0 || !isHeader(header)) return null;
  if (information === undefined || properties === null || image === null) return null;
  return {
    der: seal.whole,
    id: textOf(id, tags.ia5),
    ...properties,
    picture: image,
    maker: {
      certificate: bytesOf(certificate, tags.octets),
      signed: information.whole,
      signatureOid: derOid(algorithm),
      signature: bitsOf(signature),
    },
  };
}

function isHeader(header: DerElement | undefined): boolean {
  const [word, number] = derChildren(header);
  return textOf(word, tags.ia5) === 'ES' && derNumber(number) === version;
}

function readProperty(property: DerElement | undefined): Pick<CitySeal, 'name' | 'certificates' | 'validity'> | null {
  const [, name, listKind, list, , start, end] = derChildren(property);
  const certificates = derChildren(list).map((one) => bytesOf(one, tags.octets));
  if (derNumber(listKind) !== 1 || certificates.length === 0 || start === undefined || end === undefined) return null;
  const [from, to] = [derTime(start), derTime(end)];
  const text = textOf(name, tags.utf8);
  return from === null || to === null || text === '' ? null : { name: text, certificates, validity: { from, to } };
}

function readPicture(picture: DerElement | undefined): CitySeal['picture'] | null {
  const [kind, data, wide, high] = derChildren(picture);
  const [bytes, width, height] = [bytesOf(data, tags.octets), derNumber(wide), derNumber(high)];
  const isPng = textOf(kind, tags.ia5).toLowerCase() === 'png' && pngHead.every((byte, at) => bytes[at] === byte);
  return isPng && width !== null && height !== null ? { data: bytes, width, height } : null;
}

function bytesOf(element: DerElement | undefined, tag: number): Uint8Array {
  return element?.tag === tag ? element.content : new Uint8Array();
}

/** Returns the bytes of a BIT STRING without unused bits; empty for any other element. */
export function bitsOf(element: DerElement | undefined): Uint8Array {
  return element?.tag === tags.bits && element.content[0] === 0 ? element.content.subarray(1) : new Uint8Array();
}

function textOf(element: DerElement | undefined, tag: number): string {
  return new TextDecoder().decode(bytesOf(element, tag));
}
