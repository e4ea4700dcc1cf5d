import { numberFormat } from './number-format.ts';

/** 小数. */
export const decimal = numberFormat({ hint: '填写数字，可以有小数。', examples: ['12.5'], scale: 6 });
