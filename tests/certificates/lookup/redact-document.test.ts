import { describe, expect, test } from 'vitest';
import { redactDocument } from '../../../lib/certificates/lookup/certificate-view.ts';
import { grantFor } from '../../../lib/certificates/lookup/grant-for.ts';
import { maskCode } from '../../../lib/certificates/mask.ts';
import type { AskedUse, Grant, GrantRefusal } from '../../../lib/certificates/ports.ts';
import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { RedactedDocument } from '../../../schemas/certificates/certificate-view.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
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
const whole = (fields: readonly string[]) => new Map(fields.map((name) => [name, 'none'] as const));
const propertiesOf = (fields: readonly string[]) =>
  Object.keys(redactDocument(documentWith(), whole(fields))).filter((property) => !always.includes(property));

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
    expect(RedactedDocument.safeParse(redactDocument(documentWith(), whole(fields))).success).toBe(true);
  });

  test('printed lines and own fields are granted by name', () => {
    const { Face, ExtendInfo } = redactDocument(documentWith(), whole(['ZZBH', 'KZ_ZL']));
    expect([Face?.map(({ Name }) => Name), ExtendInfo]).toEqual([['ZZBH', 'KZ_ZL'], { KZ_ZL: '源汇区某路 1 号' }]);
  });

  test('what is masked is masked in properties, own fields and printed lines; a masked day is left out', () => {
    const masked = new Map([
      ['ZZBH', 'all'],
      ['ZZBFRQ', 'all'],
      ['CZZT', 'name'],
      ['CZZTDM', 'citizen-id'],
      ['KZ_SFZH', 'citizen-id-strict'],
    ] as const);
    const reduced = redactDocument(documentWith(), masked);
    expect(RedactedDocument.parse(reduced)).toEqual(reduced);
    expect(reduced).toMatchObject({
      CertificateNumber: '****',
      CertificateHolders: [{ CertificateHolderName: '测*甲', CertificateHolderCode: '411102********001X' }],
      ExtendInfo: { KZ_SFZH: '4****************X' },
      Face: [{ Value: '****' }, { Value: '测*甲' }, { Value: '411102********001X' }, { Value: '4****************X' }],
    });
    expect(reduced).not.toHaveProperty('CertificateIssuedDate');
    expect(reduced.ExtendInfo).not.toHaveProperty('KZ_ZL');
  });

  test('several holders of one line are masked one by one', () => {
    const couple = documentWith({
      CertificateHolders: documentWith().CertificateHolders.flatMap((one) => [
        one,
        { ...one, CertificateHolderName: '测试乙' },
      ]),
    });
    expect(redactDocument(couple, new Map([['CZZT', 'name']])).Face).toMatchObject([{ Value: '测*甲、测*乙' }]);
  });

  test('an ID number appears only if a field that holds it was granted', () => {
    expect(
      JSON.stringify(
        redactDocument(documentWith(), whole(['ZZMC', 'ZZBH', 'ZZBS', 'CZZT', 'ZZBFJG', 'ZZBFRQ', 'KZ_ZL'])),
      ),
    ).not.toContain(idNumber);
    expect(redactDocument(documentWith(), whole(['CZZT'])).CertificateHolders).toEqual([
      {
        CertificateHolderName: '测试甲',
        CertificateHolderCode: '****',
        CertificateHolderType: '111',
        CertificateHolderTypeName: '公民身份号码',
      },
    ]);
    expect(
      redactDocument(documentWith(), whole(['CZZT', 'CZZTDM'])).CertificateHolders?.[0]?.CertificateHolderCode,
    ).toBe(idNumber);
  });

  test('a grant for the code alone does not show the name', () => {
    expect(redactDocument(documentWith(), whole(['CZZTDM'])).CertificateHolders?.[0]).toMatchObject({
      CertificateHolderName: '****',
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
  const ofAccount = { subject: 'test-consumer', types: [type.type], fields: ['ZZBH'], copies: false };
  const lookUp = { way: 'look-up' } as const;
  const other = by('consumer', 'public-security');
  const decide = (caller: Caller, asked: AskedUse, account: CertificateGrant | null, judged: Grant | GrantRefusal) =>
    grantFor(caller, type, asked, {
      underGrants: () => Promise.resolve(judged),
      ofAccount: () => Promise.resolve(account),
    });
  const none = refused('no-grant');
  const shown = { fields: whole(['ZZBH']) };

  test.each([
    ['the information centre', by('operator', 'information-center'), null, { fields: 'all' }],
    ['the issuing department', by('provider', 'natural-resources'), null, { fields: 'all' }],
    ['another department', by('provider', 'public-security'), null, none],
    ['a consumer of the issuing department without a grant', by('consumer', 'natural-resources'), null, none],
    ['a supervisor', by('supervisor', 'natural-resources'), null, none],
    ['an account with a grant for it', other, ofAccount, shown],
    ['with a grant for all types', other, { ...ofAccount, types: 'all' as const }, shown],
    ['with a grant for another type', other, { ...ofAccount, types: ['certificate-other'] }, none],
  ])('%s', async (_, caller, account, seen) => {
    expect(await decide(caller, lookUp, account, none)).toEqual(seen);
  });

  test('copies only where the account was granted them', async () => {
    const copy = { way: 'copy' } as const;
    expect(await decide(other, copy, ofAccount, none)).toEqual(refused('way-not-granted'));
    expect(await decide(other, copy, { ...ofAccount, copies: true }, none)).toEqual(shown);
  });

  test('the grant of an account does not stand for one of the department, in force or not', async () => {
    const revoked = refused('grant-revoked');
    expect(await decide(other, lookUp, ofAccount, revoked)).toEqual(revoked);
    const granted = { fields: whole(['ZZBFJG']) };
    expect(await decide(other, lookUp, ofAccount, granted)).toEqual(granted);
  });

  test('a name shows part of the code, as it always did', async () => {
    const account = { ...ofAccount, fields: ['CZZT'] };
    expect(await decide(other, lookUp, account, none)).toEqual({
      fields: new Map([
        ['CZZT', 'none'],
        ['CZZTDM', 'citizen-id-strict'],
      ]),
    });
  });
});
