import { numberFormat } from './number-format.ts';

/** 百分比, stored as the number before the sign: 8 for 8 %. */
export const percent = numberFormat({
  hint: '填写百分数，只写百分号前的数字，例如 8% 写作 8。',
  examples: ['8', '8%'],
  scale: 4,
  min: 0,
  max: 100,
  signs: /%$/u,
});
