import { numberFormat } from './number-format.ts';

/** 身高, centimetres. */
export const heightCm = numberFormat({
  hint: '填写身高，单位为厘米，在 30 至 250 之间。',
  examples: ['172'],
  scale: 1,
  min: 30,
  max: 250,
  signs: /(?:厘米|cm)$/iu,
});
