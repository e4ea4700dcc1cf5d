import { describe, expect, test } from 'vitest';
import { redactDocument } from '../../../lib/certificates/lookup/certificate-view.ts';
import { grantFor } from '../../../lib/certificates/lookup/grant-for.ts';
import { maskCode } from '../../../lib/certificates/mask.ts';
import { RedactedDocument } from '../../../schemas/certificates/certificate-view.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { documentWith } from './builders.ts';

const idNumber = '41110219900307001X';
const always = [
  'CertificateAreaCode',
  'CertificateIdentifier',
  'CertificateTypeCode',
  'CertificateTypeName',
  'CertificateVersion',
  'ExtendInfo',
  'Face',
];
const propertiesOf = (fields: readonly string[]) =>
  Object.keys(redactDocument(documentWith(), fields)).filter((property) => !always.includes(property));

describe('a document reduced to a grant', () => {
  test('a grant of all fields changes nothing', () => {
    expect(redactDocument(documentWith(), 'all')).toEqual(documentWith());
  });

  test.each<[string, string[], string[]]>([
    ['an empty grant shows the identifying properties only', [], []],
    ['an unknown name grants nothing', ['ZZXX', 'KZ_NIX'], []],
    ['the number', ['ZZBH'], ['CertificateNumber']],
    ['the title and the issuer', ['ZZMC', 'ZZBFJG'], ['CertificateName', 'CertificateIssuingAuthorityName']],
    ['the issuer’s code', ['ZZBFJGDM'], ['CertificateIssuingAuthorityCode']],
    ['the holder', ['CZZT'], ['CertificateHolders']],
    ['an expiring date that the certificate does not have', ['ZZYXQQSRQ', 'ZZYXQJZRQ'], []],
  ])('%s', (_, fields, properties) => {
    expect(propertiesOf(fields)).toEqual(properties);
    expect(RedactedDocument.safeParse(redactDocument(documentWith(), fields)).success).toBe(true);
  });

  test('printed lines and own fields are granted by name', () => {
    const { Face, ExtendInfo } = redactDocument(documentWith(), ['ZZBH', 'KZ_ZL']);
    expect([Face?.map(({ Name }) => Name), ExtendInfo]).toEqual([['ZZBH', 'KZ_ZL'], { KZ_ZL: '源汇区某路 1 号' }]);
  });

  test('an ID number appears only if a field that holds it was granted', () => {
    expect(
      JSON.stringify(redactDocument(documentWith(), ['ZZMC', 'ZZBH', 'ZZBS', 'CZZT', 'ZZBFJG', 'ZZBFRQ', 'KZ_ZL'])),
    ).not.toContain(idNumber);
    expect(redactDocument(documentWith(), ['CZZT']).CertificateHolders).toEqual([
      {
        CertificateHolderName: '测试甲',
        CertificateHolderCode: '4****************X',
        CertificateHolderType: '111',
        CertificateHolderTypeName: '公民身份号码',
      },
    ]);
    expect(redactDocument(documentWith(), ['CZZT', 'CZZTDM']).CertificateHolders?.[0]?.CertificateHolderCode).toBe(
      idNumber,
    );
  });

  test('a grant for the code alone does not show the name', () => {
    expect(redactDocument(documentWith(), ['CZZTDM']).CertificateHolders?.[0]).toMatchObject({
      CertificateHolderName: '*',
      CertificateHolderCode: idNumber,
    });
  });
});

test.each([
  [idNumber, '111', '4****************X'],
  ['11411100MB1234562R', '001', '11411100********2R'],
  ['E12345678', '414', 'E*******8'],
  ['A12', '999', '***'],
  ['', '999', '*'],
  ['4111-1', '099', '******'],
])('the code %s of kind %s is shown as %s', (code, kind, masked) => {
  expect(maskCode(code, kind)).toBe(masked);
});

describe('who may see a type', () => {
  const type = { type: 'certificate-property', department: 'natural-resources' };
  const by = (role: Role, department: string) => ({ ...callerWithRole(role), department });
  const accountGrant = { subject: 'test-consumer', types: [type.type], fields: ['ZZBH'], copies: false };

  test.each([
    ['the information centre', by('operator', 'information-center'), null, { fields: 'all', copies: true }],
    ['the issuing department', by('provider', 'natural-resources'), null, { fields: 'all', copies: true }],
    ['another department', by('provider', 'public-security'), null, null],
    ['a consumer of the issuing department without a grant', by('consumer', 'natural-resources'), null, null],
    ['a supervisor', by('supervisor', 'natural-resources'), null, null],
    ['an account with a grant for it', by('consumer', 'public-security'), accountGrant, { fields: ['ZZBH'] }],
    [
      'with copies',
      by('consumer', 'public-security'),
      { ...accountGrant, copies: true },
      { fields: ['ZZBH'], copies: true },
    ],
    [
      'with a grant for all types',
      by('consumer', 'public-security'),
      { ...accountGrant, types: 'all' as const },
      { fields: ['ZZBH'] },
    ],
    [
      'with a grant for another type',
      by('consumer', 'public-security'),
      { ...accountGrant, types: ['certificate-other'] },
      null,
    ],
  ])('%s', (_, caller, grant, seen) => {
    expect(grantFor(caller, type, grant)).toEqual(seen);
  });
});
