import { CertificateId } from '../../schemas/certificates/document.ts';
import { compatibleText } from '../kernel/text/unified-text.ts';

/** The OID of GB/T 36904; the check character does not cover it. */
const rootOid = '1.2.156.3005.2';
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export type IdentifierParts = {
  readonly typeCode: string;
  readonly issuerCode: string;
  readonly serial: string;
  readonly version: number;
};

/** `type#keyHash` is the certificate's chain. */
export type CertificateLocation = {
  readonly typeCode: string;
  readonly keyHash: string;
  readonly generation: number;
  readonly version: number;
};

/** Computes ISO 7064 MOD 37,36 (GB/T 17710); all but digits and capitals are skipped. */
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

/** Formats a 电子证照标识 (GB/T 36904): capitals only, a UUID serial without its hyphens. */
export function formatIdentifier({ typeCode, issuerCode, serial, version }: IdentifierParts): string {
  const parts = [typeCode, issuerCode, serial.replaceAll('-', ''), `${version}`.padStart(3, '0')].map((part) =>
    part.toUpperCase(),
  );
  return [rootOid, ...parts, computeCheckCharacter(parts.join(''))].join('.');
}

/** Normalizes spaces, dashes, case, width and invisible characters; does not validate. */
export function canonicalIdentifier(text: string): string {
  return compatibleText(text)
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .toUpperCase();
}

/** Parses a canonical identifier; `null` when its shape or its check character is wrong. */
export function parseIdentifier(identifier: string): IdentifierParts | null {
  if (!CertificateId.safeParse(identifier).success) return null;
  const [typeCode = '', issuerCode = '', serial = '', version = '', check] = identifier
    .slice(rootOid.length + 1)
    .split('.');
  if (computeCheckCharacter(typeCode + issuerCode + serial + version) !== check) return null;
  return { typeCode, issuerCode, serial, version: Number(version) };
}

/** Formats our serial number: the hash of the record's key, then `G` and the generation from 2 on. */
export function formatSerial(keyHash: string, generation: number): string {
  return `${keyHash.toUpperCase()}${generation === 1 ? '' : `G${generation}`}`;
}

/** Locates a certificate by its identifier; `null` when it is not valid or not one of ours. */
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
