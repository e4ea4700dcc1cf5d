import { afterEach, describe, expect, test, vi } from 'vitest';
import { documentHash } from '../../../lib/adapters/certificates/files/document-hash.ts';
import { packageDigest } from '../../../lib/adapters/certificates/files/package-digest.ts';
import { documentWith } from '../lookup/builders.ts';
import { chainSigner, copyNote, entriesOf, madeFile, sealOfOfd, signedOf } from './made-file.ts';

const document = documentWith();
const signed = await signedOf(document);
const file = await madeFile('ofd', signed);
const entries = entriesOf(file);
const copied = entriesOf(await madeFile('ofd', signed, { copy: copyNote }));
const textOf = (of: Record<string, Uint8Array>, name: string) => new TextDecoder().decode(of[name]);

afterEach(() => {
  vi.useRealTimers();
});

describe('the package', () => {
  test('has the files of GB/T 33190, fonts, the signed document and the seal', () => {
    expect(Object.keys(entries).toSorted()).toEqual([
      'Doc_0/Attachs/Attachments.xml',
      'Doc_0/Attachs/certificate.json',
      'Doc_0/Document.xml',
      'Doc_0/Pages/Page_0/Content.xml',
      'Doc_0/PublicRes.xml',
      'Doc_0/Res/bold.ttf',
      'Doc_0/Res/regular.ttf',
      'Doc_0/Signs/Sign_0/Signature.xml',
      'Doc_0/Signs/Sign_0/SignedValue.dat',
      'Doc_0/Signs/Signatures.xml',
      'OFD.xml',
      'Seal.jws',
    ]);
    expect(file.length).toBeLessThan(60_000);
  });

  test('has the same bytes for the same content, but for signature and seal', async () => {
    const fileSigner = {
      ...chainSigner,
      now: () => new Date('2026-01-01T00:00:00.000Z'),
      signer: { ...chainSigner.signer, sign: async () => Buffer.alloc(64, 1) },
    };
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01T00:00:00.000Z') });
    const first = await madeFile('ofd', signed, { seal: 'a.b.c', fileSigner });
    vi.setSystemTime(new Date('2027-02-03T04:05:06.000Z'));
    const second = await madeFile('ofd', signed, { seal: 'a.b.c', fileSigner });
    expect(first.equals(second)).toBe(true);
  });

  test('holds the signed document unchanged', () => {
    expect(JSON.parse(textOf(entries, 'Doc_0/Attachs/certificate.json'))).toEqual(signed);
  });

  test('has unique element ids, none above MaxUnitID', () => {
    const numbers = ['Doc_0/Document.xml', 'Doc_0/PublicRes.xml', 'Doc_0/Pages/Page_0/Content.xml'].flatMap((name) =>
      [...textOf(entries, name).matchAll(/ ID="(\d+)"/g)].map(([, id]) => Number(id)),
    );
    const greatest = Number(/<ofd:MaxUnitID>(\d+)</.exec(textOf(entries, 'Doc_0/Document.xml'))?.[1]);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(greatest);
  });

  test('has one content per page', async () => {
    const long = documentWith({
      Face: Array.from({ length: 80 }, (_, n) => ({ Name: 'KZ_A', Label: `第${n}项`, Value: `内容${n}` })),
    });
    const pages = Object.keys(entriesOf(await madeFile('ofd', await signedOf(long)))).filter((name) =>
      name.startsWith('Doc_0/Pages/'),
    );
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.toSorted()).toEqual(pages.map((_, n) => `Doc_0/Pages/Page_${n}/Content.xml`));
  });
});

describe('its seal', () => {
  test('verifies, for this certificate and this file', async () => {
    expect(await sealOfOfd(entries)).toMatchObject({
      kind: 'ofd',
      identifier: document.CertificateIdentifier,
      document: documentHash(document),
    });
    expect(await sealOfOfd(copied)).toMatchObject({ copy: copyNote });
  });

  test('distinguishes two entries from one that holds the other’s name', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(
      packageDigest(
        new Map([
          ['a', bytes('x')],
          ['b', bytes('y')],
        ]),
      ),
    ).not.toBe(packageDigest(new Map([['a', bytes('xb\u0000y')]])));
  });

  test('does not verify when a byte of any entry is changed', async () => {
    for (const [name, content] of Object.entries(entries)) {
      const step = Math.ceil(content.length / 40);
      for (let at = 0; at < content.length; at += step) {
        const altered = Uint8Array.from(content);
        altered[at] = (altered[at] ?? 0) ^ 1;
        expect([name, at, await sealOfOfd({ ...entries, [name]: altered })]).toEqual([name, at, null]);
      }
    }
  });

  test.each<[string, Record<string, Uint8Array>]>([
    ['an entry is added', { ...entries, 'Doc_0/more.xml': new Uint8Array(1) }],
    ['an empty entry is added', { ...entries, 'Doc_0/more.xml': new Uint8Array(0) }],
    [
      'an entry is removed',
      Object.fromEntries(Object.entries(entries).filter(([name]) => name !== 'Doc_0/PublicRes.xml')),
    ],
    [
      'two entries change places',
      {
        ...entries,
        'Doc_0/Res/bold.ttf': entries['Doc_0/Res/regular.ttf'] ?? new Uint8Array(0),
        'Doc_0/Res/regular.ttf': entries['Doc_0/Res/bold.ttf'] ?? new Uint8Array(0),
      },
    ],
    ['it is the seal of another file', { ...entries, 'Seal.jws': copied['Seal.jws'] ?? new Uint8Array(0) }],
  ])('nor when %s', async (_, altered) => {
    expect(await sealOfOfd(altered)).toBeNull();
  });
});

test('a copy prints purpose, user, time and term', () => {
  const printed = [...textOf(copied, 'Doc_0/Pages/Page_0/Content.xml').matchAll(/<ofd:TextCode[^>]*>([^<]*)</g)].map(
    ([, text]) => text,
  );
  expect(printed).toEqual(
    expect.arrayContaining([
      '加注件',
      `用途（事由）：${copyNote.CertificateCopyCause}`,
      `使用人（单位）：${copyNote.CertificateCopyCreator}`,
      '制作时间：2026-11-24 14:00',
      '有效期截止：2026-12-24 14:00',
    ]),
  );
});
