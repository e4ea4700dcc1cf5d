import { numberFormat } from './number-format.ts';

/** 整数. */
export const integer = numberFormat({ hint: '填写整数。', examples: ['12'], scale: 0 });
