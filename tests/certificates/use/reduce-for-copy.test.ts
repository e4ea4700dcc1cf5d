import { describe, expect, test } from 'vitest';
import { buildMetadata } from '../../../lib/certificates/file/build-metadata.ts';
import { reduceForCopy } from '../../../lib/certificates/use/reduce-for-copy.ts';
import { CertificateDocument } from '../../../schemas/certificates/document.ts';
import { documentWith } from '../lookup/builders.ts';

const idNumber = '41110219900307001X';
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
    const reduced = reduceForCopy(couple, fields);
    expect(CertificateDocument.parse(reduced)).toEqual(reduced);
    expect(JSON.stringify([reduced, buildMetadata(reduced)])).not.toContain(idNumber);
  });

  test('shows what the grant names', () => {
    const { Face, ExtendInfo, CertificateHolders, CertificateNumber } = reduceForCopy(couple, [
      'ZZBH',
      'CZZT',
      'CZZTDM',
      'KZ_ZL',
    ]);
    expect([Face.map(({ Name }) => Name), ExtendInfo, CertificateNumber]).toEqual([
      ['ZZBH', 'CZZT', 'CZZTDM', 'KZ_ZL'],
      { KZ_ZL: '源汇区某路 1 号' },
      idNumber,
    ]);
    expect(CertificateHolders).toEqual(couple.CertificateHolders);
  });

  test('masks the rest as the public verification does', () => {
    const { CertificateHolders, CertificateNumber } = reduceForCopy(couple, []);
    expect(
      CertificateHolders.map(({ CertificateHolderName: name, CertificateHolderCode: code }) => [name, code]),
    ).toEqual([
      ['测*甲', '4****************X'],
      ['测**某', '4****************X'],
    ]);
    expect(CertificateNumber).toBe('4****************X');
  });

  test('has nothing that a later version signed', () => {
    expect(reduceForCopy({ ...couple, Later: idNumber }, ['ZZBH'])).not.toHaveProperty('Later');
  });
});
