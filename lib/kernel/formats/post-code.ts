import { patternFormat } from './pattern-format.ts';

/** 邮政编码. */
export const postCode = patternFormat({
  hint: '填写 6 位数字邮政编码。',
  examples: ['462000'],
  pattern: /^\d{6}$/,
  code: 'post-code-format',
  lostZeros: (digits) => digits.length === 5,
});
