import { numberFormat } from './number-format.ts';

/** 体重, kilograms. */
export const weightKg = numberFormat({
  hint: '填写体重，单位为公斤（千克），在 1 至 300 之间。',
  examples: ['65.5'],
  scale: 1,
  min: 1,
  max: 300,
  signs: /(?:公斤|千克|kg)$/iu,
});
