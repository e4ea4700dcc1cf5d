import { describe, expect, test } from 'vitest';
import { maskHolder, maskNumber } from '../../../lib/certificates/mask.ts';

const holder = (CertificateHolderName: string, CertificateHolderType: string) =>
  maskHolder({
    CertificateHolderName,
    CertificateHolderType,
    CertificateHolderCode: '41110219900307001X',
    CertificateHolderTypeName: '公民身份号码',
  });

describe('a masked holder can be compared with the paper', () => {
  test.each([
    ['a person of two characters', '张三', '111', '张*'],
    ['of three', '张三丰', '111', '张*丰'],
    ['of four', '欧阳测试', '111', '欧**试'],
    ['of one character, which would be the whole name', '张', '111', '*'],
    ['characters beyond the basic plane are one', '𠮷田', '111', '𠮷*'],
    ['a name in Latin letters', 'Ann Lee', '414', 'A*****e'],
    ['an organization is not masked', '漯河市测试有限公司', '001', '漯河市测试有限公司'],
  ])('%s', (_, name, type, shown) => expect(holder(name, type)).toBe(shown));
});

describe('a masked number', () => {
  test.each([
    ['a long one', '豫(2020)漯河市不动产权第0000001号', `豫(20${'*'.repeat(16)}01号`],
    ['a citizen’s ID number', '41110219900307001X', '4****************X'],
    ['ten characters', 'TW20200001', 'TW20***001'],
    ['a short one', 'A12345', '*****5'],
    ['one character', '7', '*'],
  ])('%s', (_, number, shown) => expect(maskNumber(number)).toBe(shown));
});
