import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { compactVerify, importJWK } from 'jose';
import { documentHash } from '../../../lib/adapters/certificates/files/document-hash.ts';
import type { FileSigner } from '../../../lib/adapters/certificates/files/file-signer.ts';
import { fileWriters } from '../../../lib/adapters/certificates/files/file-writers.ts';
import { packageDigest } from '../../../lib/adapters/certificates/files/package-digest.ts';
import { openPrivateKey } from '../../../lib/adapters/certificates/signing/open-signing-key.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { makeFile } from '../../../lib/certificates/file/make-file.ts';
import type { GivenSeal } from '../../../lib/certificates/file/ports.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote, FileKind } from '../../../schemas/certificates/file.ts';
import { pdfSeal } from '../../../schemas/certificates/pdf-seal.ts';
import { p256Key } from '../../adapters/certificates/signing/keys.ts';
import { chainSignerOf } from './chain-signer.ts';
import { fontFolder } from './fonts.ts';

const { signer, publicKey } = await openPrivateKey(p256Key);
export const chainSigner = await chainSignerOf(p256Key);

export const copyNote: CopyNote = {
  CertificateCopyCause: '不动产转移登记（办件 BJ-2026-0001）：核验权属',
  CertificateCopyCreator: '漯河市政务服务大厅 测试经办',
  CertificateCopyCreationTime: '2026-11-24T06:00:00.000Z',
  CertificateCopyExpiringTime: '2026-12-24T06:00:00.000Z',
};

export async function signedOf(document: CertificateDocument): Promise<SignedDocument> {
  return { document, jws: await signJws(signer, 'guiji-certificate', document, { detached: true }) };
}

/** Makes a file with the real writers and a real key, uncached. A fixed seal may be given: ES256 differs each time. */
export async function madeFile(
  kind: FileKind,
  signed: SignedDocument,
  {
    copy,
    seal,
    fileSigner = chainSigner,
    citySeal = null,
  }: {
    readonly copy?: CopyNote;
    readonly seal?: string;
    readonly fileSigner?: FileSigner;
    readonly citySeal?: GivenSeal | null;
  } = {},
): Promise<Buffer> {
  const file = await makeFile(
    { signed, kind, ...definedOnly({ copy }) },
    {
      writers: fileWriters(fontFolder, async () => fileSigner), // opened each time, so that files share no state
      documentHash,
      seal: async (facts) => seal ?? (await signJws(fileSigner.signer, 'guiji-file-seal', facts)),
      citySeal: async () => citySeal,
      verifyAddress: (identifier) => `https://example.test/verify?id=${identifier}&token=0123456789abcdefghijkl`,
      cached: { read: async () => null, write: async () => undefined },
    },
  );
  return Buffer.from(file);
}

/** The facts that a PDF's seal signs, or `null` when it does not verify: it is in `/Contents`, after this name. */
export async function sealOfPdf(file: Buffer): Promise<unknown> {
  const text = file.toString('latin1');
  const [all = '', head = '', digits = ''] =
    new RegExp(`(${pdfSeal.oidDer}3182[0-9a-f]{4}0482[0-9a-f]{4})((?:[2-7][0-9a-f])*)0*>`).exec(text) ?? [];
  const from = text.indexOf(all) + head.length;
  const seal = Buffer.from(digits, 'hex').toString('latin1');
  const rest = [file.subarray(0, from), file.subarray(from + digits.length)];
  return all === '' || !/^\S+ *$/.test(seal)
    ? null
    : await readSealFacts(seal.trimEnd(), createHash('sha256').update(Buffer.concat(rest)).digest('hex'));
}

/** The same for an OFD: `Seal.jws` signs all other entries. */
export async function sealOfOfd({
  'Seal.jws': seal,
  ...entries
}: Readonly<Record<string, Uint8Array>>): Promise<unknown> {
  return seal === undefined
    ? null
    : await readSealFacts(new TextDecoder().decode(seal), packageDigest(new Map(Object.entries(entries))));
}

export const entriesOf = (file: Uint8Array): Record<string, Uint8Array> => unzipSync(file);

async function readSealFacts(seal: string, digest: string): Promise<unknown> {
  try {
    const signature = seal.split('.')[2] ?? '';
    // The last character has unused bits: only one spelling is canonical.
    if (Buffer.from(signature, 'base64url').toString('base64url') !== signature) return null;
    const { payload, protectedHeader } = await compactVerify(seal, await importJWK({ ...publicKey }));
    const facts: unknown = JSON.parse(new TextDecoder().decode(payload));
    const speaksForIt = typeof facts === 'object' && facts !== null && 'digest' in facts && facts.digest === digest;
    return speaksForIt && protectedHeader.typ === 'guiji-file-seal' ? facts : null;
  } catch {
    return null;
  }
}
