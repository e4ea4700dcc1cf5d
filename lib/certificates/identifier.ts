import { CertificateId } from '../../schemas/certificates/document.ts';

/** The node of the object identifier tree that GB/T 36904 was given. It is no part of what the check character is made from. */
const root = '1.2.156.3005.2';
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export type IdentifierParts = {
  readonly typeCode: string;
  readonly issuerCode: string;
  readonly serial: string;
  readonly version: number;
};

/** Where a certificate of ours lies: `keyHash` is the hash of its record's key, and with the type before it the name of the chain. */
export type CertificateLocation = {
  readonly typeCode: string;
  readonly keyHash: string;
  readonly generation: number;
  readonly version: number;
};

/** ISO 7064 MOD 37,36 (GB/T 17710) over digits and capitals; whatever else the text holds is skipped. */
export function computeCheckCharacter(text: string): string {
  let p = 36;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value === -1) continue;
    const t = (p + value) % 36;
    p = ((t === 0 ? 36 : t) * 2) % 37;
  }
  return alphabet.charAt((37 - p) % 36);
}

/** 电子证照标识 (GB/T 36904). Everything is in capitals, and a serial number that is a UUID loses its hyphens. */
export function formatIdentifier({ typeCode, issuerCode, serial, version }: IdentifierParts): string {
  const parts = [typeCode, issuerCode, serial.replaceAll('-', ''), `${version}`.padStart(3, '0')].map((part) =>
    part.toUpperCase(),
  );
  return [root, ...parts, computeCheckCharacter(parts.join(''))].join('.');
}

/** An identifier as people and other systems write it, brought into the form of the standard; whether it holds is another question. */
export function canonicalIdentifier(text: string): string {
  return text.replaceAll(/[\s-]/g, '').toUpperCase();
}

/** The parts of an identifier in the form of the standard; `null` when it has another shape or the check character is wrong. */
export function parseIdentifier(identifier: string): IdentifierParts | null {
  if (!CertificateId.safeParse(identifier).success) return null;
  const [typeCode = '', issuerCode = '', serial = '', version = '', check] = identifier
    .slice(root.length + 1)
    .split('.');
  if (computeCheckCharacter(typeCode + issuerCode + serial + version) !== check) return null;
  return { typeCode, issuerCode, serial, version: Number(version) };
}

/** The serial number of a certificate of ours: its record's key hash, and from the second generation on which one it is. */
export function formatSerial(keyHash: string, generation: number): string {
  return `${keyHash.toUpperCase()}${generation === 1 ? '' : `G${generation}`}`;
}

/** Where a certificate of ours lies, from its identifier alone; `null` when the identifier is not valid, or not of our making. */
export function locateCertificate(identifier: string): CertificateLocation | null {
  const parts = parseIdentifier(identifier);
  const [, hash, generation = '1'] = /^([0-9A-F]{32})(?:G([1-9]\d{0,2}))?$/.exec(parts?.serial ?? '') ?? [];
  if (parts === null || hash === undefined) return null;
  return {
    typeCode: parts.typeCode,
    keyHash: hash.toLowerCase(),
    generation: Number(generation),
    version: parts.version,
  };
}
