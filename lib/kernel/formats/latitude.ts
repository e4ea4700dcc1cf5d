import { numberFormat } from './number-format.ts';

/** 纬度, degrees north, CGCS2000. Outside the city it is a warning. */
export const latitude = numberFormat({
  hint: '填写纬度，以度为单位的小数，例如 33.5816。',
  examples: ['33.5816'],
  scale: 7,
  min: -90,
  max: 90,
  usual: { min: 33.4, max: 34 },
  signs: /^N|[°度N]$/iu,
});
