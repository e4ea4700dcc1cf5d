import { numberFormat } from './number-format.ts';

/** 金额; the unit stands with the field. Negative amounts are corrections and allowed. */
export const money = numberFormat({
  hint: '填写金额，只写数字，最多两位小数。',
  examples: ['1234.56', '1,234.56'],
  scale: 2,
  signs: /^[¥￥$]/u,
});
