import { numberFormat } from './number-format.ts';

/** 经度, degrees east, CGCS2000. Outside the city it is a warning. */
export const longitude = numberFormat({
  hint: '填写经度，以度为单位的小数，例如 114.0165。',
  examples: ['114.0165'],
  scale: 7,
  min: -180,
  max: 180,
  usual: { min: 113.45, max: 114.28 },
  signs: /^E|[°度E]$/iu,
});
