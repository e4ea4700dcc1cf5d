import { describe, expect, test } from 'vitest';
import { buildMetadata } from '../../../lib/certificates/file/build-metadata.ts';
import { printedInFull, reduceForCopy } from '../../../lib/certificates/use/reduce-for-copy.ts';
import type { Mask } from '../../../schemas/catalogue/field.ts';
import { CertificateDocument } from '../../../schemas/certificates/document.ts';
import { documentWith } from '../lookup/builders.ts';

const idNumber = '41110219900307001X';
const whole = (fields: readonly string[]) => new Map<string, Mask>(fields.map((name) => [name, 'none'] as const));
const couple = documentWith({
  CertificateNumber: idNumber,
  CertificateHolders: ['测试甲', '测试乙某'].map((CertificateHolderName) => ({
    CertificateHolderName,
    CertificateHolderCode: idNumber,
    CertificateHolderType: '111',
    CertificateHolderTypeName: '公民身份号码',
  })),
});

describe('a copy under a grant', () => {
  test('of all fields shows the whole document, with its own signature', () => {
    expect(reduceForCopy(couple, 'all')).toBe(couple);
  });

  test.each<[string, string[]]>([
    ['of nothing', []],
    ['of title, holder and place', ['ZZMC', 'CZZT', 'KZ_ZL']],
    ['of names that do not exist', ['KZ_NIX']],
  ])('%s holds no ID number, in no line, attachment or metadata', (_, fields) => {
    const reduced = reduceForCopy(couple, whole(fields));
    expect(CertificateDocument.parse(reduced)).toEqual(reduced);
    expect(JSON.stringify([reduced, buildMetadata(reduced)])).not.toContain(idNumber);
  });

  test('shows what the grant names', () => {
    const { Face, ExtendInfo, CertificateHolders, CertificateNumber } = reduceForCopy(
      couple,
      whole(['ZZBH', 'CZZT', 'CZZTDM', 'KZ_ZL']),
    );
    expect([Face.map(({ Name }) => Name), ExtendInfo, CertificateNumber]).toEqual([
      ['ZZBH', 'CZZT', 'CZZTDM', 'KZ_ZL'],
      { KZ_ZL: '源汇区某路 1 号' },
      idNumber,
    ]);
    expect(CertificateHolders).toEqual(couple.CertificateHolders);
  });

  test('hides the rest whole, and masks as the grant does', () => {
    const shownOf = (fields: ReadonlyMap<string, Mask>) => {
      const { CertificateHolders, CertificateNumber } = reduceForCopy(couple, fields);
      const holders = CertificateHolders.map(({ CertificateHolderName: name, CertificateHolderCode: code }) => [
        name,
        code,
      ]);
      return [CertificateNumber, ...holders];
    };
    expect(shownOf(new Map())).toEqual(['****', ['****', '****'], ['****', '****']]);
    const masked = new Map([
      ['ZZBH', 'citizen-id-strict'],
      ['CZZT', 'name'],
      ['CZZTDM', 'citizen-id'],
    ] as const);
    expect(shownOf(masked)).toEqual([
      '4****************X',
      ['测*甲', '411102********001X'],
      ['测**某', '411102********001X'],
    ]);
  });

  test('is refused where its foot would print what is not granted whole', () => {
    const term = documentWith({ CertificateExpiringDate: '2030-01-01' });
    expect(printedInFull(term, 'all')).toEqual([]);
    expect(printedInFull(term, whole(['ZZBFJG', 'ZZBFRQ', 'ZZYXQJZRQ']))).toEqual([]);
    expect(printedInFull(term, new Map([...whole(['ZZBFJG', 'ZZBFRQ']), ['ZZYXQJZRQ', 'all']]))).toEqual([
      '有效期截止日期',
    ]);
    expect(printedInFull(documentWith(), whole(['ZZYXQJZRQ']))).toEqual(['证照颁发机构', '证照颁发日期']);
  });

  test('has nothing that a later version signed', () => {
    expect(reduceForCopy({ ...couple, Later: idNumber }, whole(['ZZBH']))).not.toHaveProperty('Later');
  });
});
