import { patternFormat } from './pattern-format.ts';

/** 出生医学证明编号: a letter and nine digits, the first two the province. */
export const birthCertificate = patternFormat({
  hint: '填写出生医学证明编号：1 位大写字母和 9 位数字，例如 R410123456。',
  examples: ['R410123456'],
  pattern: /^[A-Z]\d{9}$/,
  code: 'birth-certificate-form',
});
