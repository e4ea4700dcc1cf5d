import { numberFormat } from './number-format.ts';

/** 高程, metres. */
export const elevation = numberFormat({
  hint: '填写高程，单位为米，可以有小数。',
  examples: ['61.5'],
  scale: 2,
  signs: /(?:米|m)$/iu,
});
