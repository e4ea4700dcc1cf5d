import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOutFace } from '../../../lib/certificates/face/lay-out-face.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { printableText } from '../../../lib/kernel/printable-text.ts';
import type { CertificateDocument, FaceLine } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';
import { documentWith } from '../lookup/builders.ts';
import { fonts } from './fonts.ts';
import { overlaps, wordsOn } from './overlaps.ts';

const options = {
  verifyAddress: 'https://example.test/verify?c=1.2.156&t=token',
  sealNote: '本电子证照由平台数字签名，未加盖电子印章。',
};
const copy: CopyNote = {
  CertificateCopyCause: '施工许可（办件 2026-0001）：核验资质',
  CertificateCopyCreator: '漯河市住房和城乡建设局 测试员',
  CertificateCopyCreationTime: '2026-11-24T06:00:00.000Z',
  CertificateCopyExpiringTime: '2026-12-24T06:00:00.000Z',
};
const line = (Label: string, Value: string, Name = 'KZ_A'): FaceLine => ({ Name, Label, Value });
const laidOut = (document: CertificateDocument, note?: CopyNote) =>
  layOutFace(document, { ...options, ...definedOnly({ copy: note }) }, fonts);
const textsOf = (document: CertificateDocument, note?: CopyNote) =>
  laidOut(document, note).map(({ drawings }) =>
    drawings.flatMap((drawing) => (drawing.kind === 'text' ? [drawing.text] : [])),
  );

describe('the positions', () => {
  test('number, authority and day have places of their own, with their printed labels, and are not in the table', () => {
    const [page = []] = textsOf(
      documentWith({
        Face: [
          line('许可证编号', '漯证1号', 'ZZBH'),
          line('坐落', '某路1号'),
          line('登记机构', '漯河市某局', 'ZZBFJG'),
          line('登记日期', '2020年3月5日', 'ZZBFRQ'),
        ],
      }),
    );
    expect(page.filter((text) => /漯证1号|坐落|某路|某局|3月5日/.test(text))).toEqual([
      '许可证编号：漯证1号',
      '坐落',
      '某路1号',
      '登记机构：漯河市某局',
      '登记日期：2020年3月5日',
    ]);
  });

  test('a line that the type does not print is added', () => {
    const [page = []] = textsOf(documentWith({ Face: [line('坐落', '某路1号')] }));
    expect(page).toEqual(
      expect.arrayContaining([
        '证照编号：豫(2020)漯河市不动产权第0000001号',
        '颁发机构：漯河市自然资源和规划局',
        '颁发日期：2020年3月5日',
        options.sealNote,
      ]),
    );
  });

  test('page numbers appear from two pages on', () => {
    const many = documentWith({ Face: Array.from({ length: 80 }, (_, i) => line(`第${i}项`, `内容${i}`)) });
    expect(
      textsOf(documentWith())
        .flat()
        .filter((text) => /^第 \d+ 页/.test(text)),
    ).toEqual([]);
    const pages = laidOut(many).length;
    expect(textsOf(many).map((texts) => texts.find((text) => /^第 \d+ 页/.test(text)))).toEqual(
      Array.from({ length: pages }, (_, i) => `第 ${i + 1} 页，共 ${pages} 页`),
    );
  });

  test('the QR code is on the last page, 30 mm wide', () => {
    const pages = laidOut(documentWith({ Face: Array.from({ length: 80 }, (_, i) => line(`第${i}项`, `内容${i}`)) }));
    expect(
      pages.map(({ drawings }) =>
        drawings.flatMap((drawing) => (drawing.kind === 'qr-code' ? [drawing.size, drawing.text] : [])),
      ),
    ).toEqual([...pages.slice(1).map(() => []), [30, options.verifyAddress]]);
  });

  test('a copy has a band, and a watermark on every page', () => {
    const pages = laidOut(
      documentWith({ Face: Array.from({ length: 80 }, (_, i) => line(`第${i}项`, `内容${i}`)) }),
      copy,
    );
    for (const { drawings } of pages) {
      const watermark = drawings.findLastIndex(
        (drawing) => drawing.kind === 'text' && drawing.rotationDegrees !== undefined,
      );
      const upright = drawings.findIndex((drawing) => drawing.kind !== 'text' || drawing.rotationDegrees === undefined);
      expect([watermark >= 0, watermark < upright]).toEqual([true, true]); // below everything else
    }
    expect(textsOf(documentWith(), copy)[0]).toEqual(
      expect.arrayContaining([
        '加注件',
        `用途（事由）：${copy.CertificateCopyCause}`,
        `使用人（单位）：${copy.CertificateCopyCreator}`,
        '制作时间：2026-11-24 14:00',
        '有效期截止：2026-12-24 14:00',
      ]),
    );
  });
});

describe('titles', () => {
  test.each<[string, string, string[]]>([
    ['a short one', '营业执照', ['营业执照']],
    [
      'one with an addition in parentheses',
      '中华人民共和国道路运输经营许可证（危险货物运输经营许可）',
      ['中华人民共和国道路运输经营许可证', '（危险货物运输经营许可）'],
    ],
    [
      'a long one, on lines of like length',
      '河南省交通运输厅公路管理局关于国道某线漯河境改建工程跨越沙河施工许可的批复',
      ['河南省交通运输厅公路管理局关于国道某线', '漯河境改建工程跨越沙河施工许可的批复'],
    ],
  ])('%s', (_, title, lines) => {
    const [page] = laidOut(documentWith({ CertificateName: title }));
    expect(
      page?.drawings.flatMap((drawing) => (drawing.kind === 'text' && drawing.weight === 'bold' ? [drawing.text] : [])),
    ).toEqual(lines);
  });

  test('a shorter title is larger', () => {
    const sizeOf = (title: string) =>
      laidOut(documentWith({ CertificateName: title }))[0]?.drawings.flatMap((drawing) =>
        drawing.kind === 'text' && drawing.weight === 'bold' ? [drawing.size] : [],
      )[0];
    expect(['营业执照', '中华人民共和国道路运输许可证', '中华人民共和国'.repeat(12)].map(sizeOf)).toEqual([
      12, 10, 5.5,
    ]);
  });
});

const words = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.string({
      unit: fc.constantFrom(...Array.from('漯河市源汇区许可证编号（），。；：“”、0123456789ABCabc-./〔〕㎡𪛖䶮 \n')),
      maxLength: 60,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom(...Array.from('内容很长的一段文字，（一）2024年')),
      minLength: 200,
      maxLength: 900,
    }),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

test('for any content nothing is cut, nothing overlaps, and every value is printed', () => {
  const anyCopy = fc.record({
    CertificateCopyCause: fc.string({
      unit: fc.constantFrom(...Array.from('核验资质用途说明，（一）AB1 ')),
      minLength: 1,
      maxLength: 200,
    }),
    CertificateCopyCreator: fc.string({
      unit: fc.constantFrom(...Array.from('漯河市某局测试员')),
      minLength: 1,
      maxLength: 200,
    }),
    CertificateCopyCreationTime: fc.constant(copy.CertificateCopyCreationTime),
    CertificateCopyExpiringTime: fc.constant(copy.CertificateCopyExpiringTime),
  });
  const lines = fc.array(
    fc.record({
      Name: fc.constant('KZ_A'),
      Label: fc.string({ unit: fc.constantFrom(...Array.from('许可证编号（事项）名称')), minLength: 1, maxLength: 40 }),
      Value: words,
    }),
    { maxLength: 45 },
  );
  const short = fc.string({
    unit: fc.constantFrom(...Array.from('漯河市（）局许可证第1号')),
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(
      lines,
      fc.record({ title: short, number: short, authority: short }),
      fc.option(anyCopy, { nil: undefined }),
      (Face, { title, number, authority }, note) => {
        const pages = laidOut(
          documentWith({
            Face,
            CertificateName: title,
            CertificateNumber: number,
            CertificateIssuingAuthorityName: authority,
          }),
          note,
        );
        expect(pages.flatMap((page) => overlaps(page, fonts))).toEqual([]);
        const printed = wordsOn(pages);
        for (const value of [number, authority, ...Face.map(({ Value }) => Value)])
          expect(printed).toContain(printableText(value, fonts.has).replaceAll(/\s/gu, ''));
      },
    ),
    { numRuns: 150 },
  );
});
