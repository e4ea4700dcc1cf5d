import { describe, expect, test } from 'vitest';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { pdfSealDigest } from '../../../lib/adapters/certificates/files/pdf-signature.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import { verifyTools } from '../../../lib/adapters/certificates/verifying/verify-tools.ts';
import { formatIdentifier } from '../../../lib/certificates/identifier.ts';
import { buildDocument } from '../../../lib/certificates/issue/build-document.ts';
import { listIssuingUnits } from '../../../lib/certificates/types/issuing-units.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { sm2Key } from '../../adapters/certificates/signing/keys.ts';
import { documentWith } from '../lookup/builders.ts';
import { bytesOf, documentAt, list, listToken, platformKey, signedBy, trusting, validityOf } from '../verify/shown.ts';
import { chainSignerOf } from './chain-signer.ts';
import { copyNote, madeFile, sealOfPdf, signedOf } from './made-file.ts';
import { poppler, popplerFound, qpdfFound, qpdfWarnings } from './poppler.ts';

const codeLists = seedCodeLists();
/** Of other departments, holders and numbers of lines. */
const shownSerials = [1, 14, 52, 88, 131];
const types = seedCertificates()
  .filter(({ type }) => shownSerials.includes(type.serial))
  .map((seed) => ({ name: seed.type.name, seed }));

function documentOf({ type, dataset: { content } }: (typeof types)[number]['seed']) {
  const divisions = listIssuingUnits(type).map(({ division }) => division);
  const [row] = syntheticRows(content, codeLists, {
    seed: 700 + type.serial,
    count: 1,
    today: '2026-11-01',
    divisions,
  });
  const values = Object.fromEntries(
    Object.entries(row ?? {}).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])),
  );
  const identifier = formatIdentifier({
    typeCode: type.typeCode.code,
    issuerCode: values['issuing_authority_code'] ?? '',
    serial: 'A'.repeat(32),
    version: 1,
  });
  const facts = {
    identifier,
    version: 1,
    signedAt: '2026-11-27T00:00:00.000Z',
    statusReference: { index: 0, uri: list },
  };
  return buildDocument(type, values, { content, codeLists }, facts);
}

test('five types are shown', () => expect(types).toHaveLength(shownSerials.length));

describe.each(types)('$name', ({ seed }) => {
  test.skipIf(!popplerFound).each(['fresh', 'copy'] as const)(
    'pdfsig finds the %s file’s signature valid',
    async (as) => {
      const signed = await signedOf(documentOf(seed));
      const file = await madeFile('pdf', signed, as === 'copy' ? { copy: copyNote } : {});
      expect(poppler.signature(file)).toEqual({
        type: 'ETSI.CAdES.detached',
        validity: 'Signature is Valid.',
        wholeDocument: true,
      });
      for (const at of [20, Math.floor(file.length / 2), file.length - 60]) {
        const changed = Buffer.from(file);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(poppler.signature(changed).validity, `byte ${at} changed`).not.toBe('Signature is Valid.');
      }
    },
  );

  test.skipIf(!qpdfFound).each(['fresh', 'copy'] as const)('qpdf has no warning for the %s file', async (as) => {
    const signed = await signedOf(documentOf(seed));
    expect(qpdfWarnings(await madeFile('pdf', signed, as === 'copy' ? { copy: copyNote } : {}))).toBe('');
  });
});

test('values that look like the file’s own structure change nothing', async () => {
  const value =
    '\n/ByteRange [0 9999999999 9999999999 9999999999]\n/Contents <3082 /Subtype /application#2Fjson /Contents <30>';
  const document = documentWith({
    ExtendInfo: { KZ_A: value },
    CertificateNumber: value.slice(0, 60),
    Face: [{ Name: 'KZ_A', Label: '甲', Value: value }],
  });
  const file = await madeFile('pdf', await signedOf(document));
  expect(await validityOf(Uint8Array.from(file), trusting())).toBe('unchecked');
  if (popplerFound) expect(poppler.signature(file).validity).toBe('Signature is Valid.');
});

test('a note of the greatest length has room', async () => {
  const copy = { ...copyNote, CertificateCopyCause: '事'.repeat(200), CertificateCopyCreator: '"'.repeat(200) };
  expect(await sealOfPdf(await madeFile('pdf', await signedOf(documentWith()), { copy }))).toMatchObject({ copy });
});

test('an SM2 key signs PDF files that our own check accepts', async () => {
  const file = await madeFile('pdf', await signedOf(documentWith()), { fileSigner: await chainSignerOf(sm2Key) });
  expect(await validityOf(Uint8Array.from(file), trusting())).toBe('unchecked');
});

test('a file made before PDF signatures is still verified: two lines after %%EOF', async () => {
  const signed = await signedBy(platformKey, documentAt(0));
  const { document } = signed;
  const body = Buffer.from(
    `%PDF-1.7\n%%EOF\n%GUIJI-DOCUMENT ${Buffer.from(JSON.stringify(signed)).toString('base64url')}\n`,
  );
  const hashed = await crypto.subtle.digest('SHA-256', bytesOf(verifyTools.canonical(document)));
  const seal = await signJws(platformKey.signer, 'guiji-file-seal', {
    kind: 'pdf',
    identifier: document.CertificateIdentifier,
    document: Buffer.from(hashed).toString('hex'),
    digest: pdfSealDigest([body]),
  });
  const trust = trusting({ [list]: await listToken([]) });
  expect(await validityOf(Uint8Array.from([...body, ...bytesOf(`%GUIJI-SEAL ${seal}\n`)]), trust)).toBe('valid');
  expect(await validityOf(Uint8Array.from([...body, 10, ...bytesOf(`%GUIJI-SEAL ${seal}\n`)]), trust)).not.toBe(
    'valid',
  );
});
