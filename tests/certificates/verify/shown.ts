import { generateKeyPairSync } from 'node:crypto';
import { compressStatusList } from '../../../lib/adapters/certificates/compress-status-list.ts';
import { documentHash } from '../../../lib/adapters/certificates/files/document-hash.ts';
import { fileWriters } from '../../../lib/adapters/certificates/files/file-writers.ts';
import { es256Signer } from '../../../lib/adapters/certificates/signing/es256-signer.ts';
import type { OpenedKey } from '../../../lib/adapters/certificates/signing/opened-key.ts';
import { PrivateKey } from '../../../lib/adapters/certificates/signing/private-key.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { sm2Signer } from '../../../lib/adapters/certificates/signing/sm2-signer.ts';
import { verifyTools } from '../../../lib/adapters/certificates/verifying/verify-tools.ts';
import { makeFile } from '../../../lib/certificates/file/make-file.ts';
import { formatIdentifier } from '../../../lib/certificates/identifier.ts';
import type { StatusEntry } from '../../../lib/certificates/ports.ts';
import { statusBytes } from '../../../lib/certificates/status-lists/status-bytes.ts';
import type { Trust } from '../../../lib/certificates/verify/ports.ts';
import { verifyFile } from '../../../lib/certificates/verify/verify-file.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';
import { p256Key, sm2Key } from '../../adapters/certificates/signing/keys.ts';
import { chainSignerOf } from '../files/chain-signer.ts';
import { fontFolder } from '../files/fonts.ts';
import { documentWith } from '../lookup/builders.ts';

/** The platform's two keys, and a stranger's. */
export const platformKey = es256Signer(p256Key);
export const sm2PlatformKey = sm2Signer(sm2Key);
export const strangerKey = es256Signer(
  PrivateKey.parse(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })),
);

export const list = 'https://example.test/status-lists/certificate-property/2020';
export const now = '2026-11-27T02:00:00.000Z';
const known = new Map(
  [platformKey, sm2PlatformKey].map(({ publicKey }) => [
    publicKey.kid,
    { ...publicKey, since: '2020-01-01T00:00:00.000Z' },
  ]),
);

const typeCode = '11100000MB03271699001';
const issuerCode = '11411100MB1234562R';

/** A document with its own identifier and status list index. */
export function documentAt(index: number, changes: Partial<CertificateDocument> = {}): CertificateDocument {
  return documentWith({
    CertificateIdentifier: formatIdentifier({ typeCode, issuerCode, serial: `${index}`.padStart(32, '0'), version: 1 }),
    status: { status_list: { idx: index, uri: list } },
    ...changes,
  });
}

export async function signedBy(key: OpenedKey, document: CertificateDocument): Promise<SignedDocument> {
  return { document, jws: await signJws(key.signer, 'guiji-certificate', document, { detached: true }) };
}

/** A status list token as the platform makes it. */
export async function listToken(
  entries: readonly StatusEntry[],
  { key = platformKey, sub = list, iat = Date.parse(now) / 1000 - 60, places = 16_384 } = {},
): Promise<string> {
  return await signJws(key.signer, 'statuslist+jwt', {
    sub,
    iat,
    exp: iat + 86_400,
    ttl: 300,
    status_list: { bits: 4, lst: compressStatusList(await statusBytes(entries, places, 4)) },
  });
}

export function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Trust in the platform's keys, with the given lists at the given time. */
export function trusting(lists: Readonly<Record<string, string>> = {}, at = now): Trust {
  return { key: async (kid) => known.get(kid) ?? null, statusList: async (address) => lists[address] ?? null, now: at };
}

export async function validityOf(bytes: Uint8Array<ArrayBuffer>, trust: Trust): Promise<string> {
  return (await verifyFile(bytes, trust, verifyTools)).validity;
}

const fileSigner = await chainSignerOf(p256Key);
const writers = fileWriters(fontFolder, async () => fileSigner);

export async function fileOf(
  signed: SignedDocument,
  kind: 'pdf' | 'ofd',
  { key = platformKey, copy }: { readonly key?: OpenedKey; readonly copy?: CopyNote } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const ports = {
    writers,
    documentHash,
    seal: async (facts: object) => await signJws(key.signer, 'guiji-file-seal', facts),
    citySeal: async () => null,
    verifyAddress: (identifier: string) => `https://example.test/verify?id=${identifier}&token=t`,
    cached: { read: async () => null, write: async () => undefined },
  };
  return Uint8Array.from(await makeFile({ signed, kind, ...definedOnly({ copy }) }, ports));
}
