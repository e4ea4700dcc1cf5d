import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { documentHash } from '../../../lib/adapters/certificates/files/document-hash.ts';
import { buildMetadata } from '../../../lib/certificates/file/build-metadata.ts';
import type { SignedDocument } from '../../../schemas/certificates/document.ts';
import { documentWith } from '../lookup/builders.ts';
import { chainSigner, copyNote, madeFile, sealOfPdf, signedOf } from './made-file.ts';
import { poppler, popplerFound } from './poppler.ts';

const document = documentWith({ CertificateEffectiveDate: '2020-03-05', CertificateExpiringDate: '2090-03-04' });
const signed = await signedOf(document);
const file = await madeFile('pdf', signed);
const copied = await madeFile('pdf', signed, { copy: copyNote });

afterEach(() => {
  vi.useRealTimers();
});

describe('the file', () => {
  test('is PDF 1.7, and small: 20 MB of fonts become subsets', () => {
    expect(file.subarray(0, 9).toString('latin1')).toBe('%PDF-1.7\n');
    expect(file.length).toBeLessThan(60_000);
  });

  test('has the same bytes for the same content, but for signature and seal', async () => {
    const fileSigner = {
      ...chainSigner,
      now: () => new Date('2026-01-01T00:00:00.000Z'),
      signer: { ...chainSigner.signer, sign: async () => Buffer.alloc(64, 1) },
    };
    const made = async (of: SignedDocument) => await madeFile('pdf', of, { seal: 'a.b.c', fileSigner });
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01T00:00:00.000Z') });
    const first = await made(signed);
    vi.setSystemTime(new Date('2027-02-03T04:05:06.000Z'));
    expect(first.equals(await made(signed))).toBe(true);
    expect(first.equals(await made(await signedOf(documentWith({ CertificateName: '不动产登记证明' }))))).toBe(false);
  });

  test('ends with %%EOF, so that every reader finds startxref', () => {
    expect(file.subarray(-6).toString('latin1')).toBe('%%EOF\n');
  });
});

const contents = /(?<=\n\/Contents <)[0-9a-f]*(?=>)/;
const contentsOf = (whole: Buffer): string => contents.exec(whole.toString('latin1'))?.[0] ?? '';
const withContents = (whole: Buffer, digits: string): Buffer =>
  Buffer.from(whole.toString('latin1').replace(contents, digits.padEnd(contentsOf(whole).length, '0')), 'latin1');

describe('its seal', () => {
  test('verifies, for this certificate and this file', async () => {
    expect(await sealOfPdf(file)).toMatchObject({
      kind: 'pdf',
      identifier: document.CertificateIdentifier,
      document: documentHash(document),
    });
    expect(await sealOfPdf(file)).not.toHaveProperty('copy');
  });

  test('of a copy signs the copy’s note', async () => {
    expect(await sealOfPdf(copied)).toMatchObject({ copy: copyNote });
  });

  test('does not verify when any byte is changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const altered = Buffer.from(file);
        altered[at] = (altered[at] ?? 0) ^ change;
        return (await sealOfPdf(altered)) === null;
      }),
      {
        numRuns: 300,
        examples: [
          [file.length - 2, 1],
          [file.length - 1, 1],
          [0, 1],
        ],
      },
    );
  });

  test.each<[string, (whole: Buffer) => Buffer]>([
    ['bytes are appended', (whole) => Buffer.concat([whole, Buffer.from('\n')])],
    ['it is the seal of another file', (whole) => withContents(whole, contentsOf(copied))],
    ['it is removed', (whole) => withContents(whole, '')],
  ])('nor when %s', async (_, alter) => {
    expect(await sealOfPdf(alter(file))).toBeNull();
  });
});

describe.skipIf(!popplerFound)('read by poppler', () => {
  test('every font is embedded and subset, and its text can be extracted', () => {
    const fonts = poppler.fonts(file);
    expect(fonts.map(({ name }) => name.replace(/^[A-Z]{6}\+/, '')).toSorted()).toEqual([
      'NotoSansSC-Bold',
      'NotoSansSC-Regular',
    ]);
    expect(fonts.every(({ embedded, subset, unicode }) => embedded && subset && unicode)).toBe(true);
  });

  test('the whole face is text, labels and values', () => {
    const text = poppler.text(file);
    const words = [
      document.CertificateName,
      document.CertificateIssuingAuthorityName,
      document.CertificateIdentifier,
      ...document.Face.flatMap(({ Label, Value }) => [Label, Value]),
    ];
    expect(words.filter((word) => !text.includes(word.replaceAll(/\s/gu, '')))).toEqual([]);
  });

  test('rare characters are printed; missing ones as their code points', async () => {
    const rare = documentWith({ Face: [{ Name: 'CZZT', Label: '权利人', Value: '䶮𪛖㐂·𣗋' }] });
    expect(poppler.text(await madeFile('pdf', await signedOf(rare)))).toContain('䶮［U+2A6D6］㐂·𣗋');
  });

  test('the metadata have the names of GB/T 36903', () => {
    expect(poppler.metadata(file)).toMatchObject(Object.fromEntries(buildMetadata(document)));
    expect(poppler.metadata(copied)).toMatchObject(Object.fromEntries(buildMetadata(document, copyNote)));
  });

  test('the attachment is the signed document', () => {
    expect(JSON.parse(poppler.attachment(file))).toEqual(signed);
  });

  test('a copy prints purpose, user, time and term', () => {
    const text = poppler.text(copied);
    for (const words of [
      '加注件',
      `用途（事由）：${copyNote.CertificateCopyCause}`,
      `使用人（单位）：${copyNote.CertificateCopyCreator}`,
      '制作时间：2026-11-24 14:00',
      '有效期截止：2026-12-24 14:00',
    ]) {
      expect(text).toContain(words.replaceAll(/\s/gu, ''));
    }
    expect(poppler.text(file)).not.toContain('加注件');
  });
});
