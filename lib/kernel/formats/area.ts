import { numberFormat } from './number-format.ts';

/** 面积, square metres unless the field says otherwise. */
export const area = numberFormat({
  hint: '填写面积，只写数字，不能小于 0。',
  examples: ['89.57'],
  scale: 4,
  min: 0,
  signs: /(?:平方米|m2|m²|㎡)$/iu,
});
