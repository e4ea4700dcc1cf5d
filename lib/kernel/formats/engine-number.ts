import { patternFormat } from './pattern-format.ts';

/** 发动机号: no national form. */
export const engineNumber = patternFormat({
  hint: '填写 4 至 20 位发动机号，由数字和大写字母组成。',
  examples: ['A1234567'],
  pattern: /^[A-Z0-9\-*]{4,20}$/,
  code: 'engine-number-format',
});
