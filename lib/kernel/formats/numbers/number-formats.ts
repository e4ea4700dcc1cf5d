import type { FieldFormat } from '../../../../schemas/catalogue/field.ts';
import type { Format } from '../format.ts';
import { numberFormat } from './number-format.ts';

export const numberFormats = {
  /** 金额; negative amounts are corrections. */
  money: numberFormat({
    hint: '填写金额，只写数字。',
    examples: ['1234.56', '1,234.56'],
    scale: 2,
    currency: /^[¥￥$]/u,
  }),
  /** Square metres unless the field says otherwise. */
  area: numberFormat({
    hint: '填写面积，只写数字，不能小于 0。',
    examples: ['89.57'],
    scale: 4,
    min: 0,
    unit: '平方米',
  }),
  decimal: numberFormat({ hint: '填写数字，可以有小数。', examples: ['12.5'], scale: 6 }),
  integer: numberFormat({ hint: '填写整数。', examples: ['12'], scale: 0 }),
  /** 8 for 8 %. */
  percent: numberFormat({
    hint: '填写百分数，只写百分号前的数字，例如 8% 写作 8。',
    examples: ['8', '8%'],
    scale: 4,
    min: 0,
    max: 100,
    unit: '%',
  }),
  /** Degrees east, CGCS2000; outside the city is a warning. */
  longitude: numberFormat({
    hint: '填写经度，以度为单位的小数，例如 114.0165。',
    examples: ['114.0165'],
    scale: 7,
    min: -180,
    max: 180,
    usual: { min: 113.45, max: 114.28 },
    signs: /^E|[°度E]$/iu,
    unit: '度',
  }),
  /** Degrees north, CGCS2000; outside the city is a warning. */
  latitude: numberFormat({
    hint: '填写纬度，以度为单位的小数，例如 33.5816。',
    examples: ['33.5816'],
    scale: 7,
    min: -90,
    max: 90,
    usual: { min: 33.4, max: 34 },
    signs: /^N|[°度N]$/iu,
    unit: '度',
  }),
  /** Metres. */
  elevation: numberFormat({
    hint: '填写高程，单位为米，可以有小数。',
    examples: ['61.5'],
    scale: 2,
    unit: '米',
  }),
  'height-cm': numberFormat({
    hint: '填写身高，单位为厘米，在 30 至 250 之间。',
    examples: ['172'],
    scale: 1,
    min: 30,
    max: 250,
    unit: '厘米',
  }),
  'weight-kg': numberFormat({
    hint: '填写体重，单位为公斤（千克），在 1 至 300 之间。',
    examples: ['65.5'],
    scale: 1,
    min: 1,
    max: 300,
    unit: '千克',
  }),
} as const satisfies Partial<Record<FieldFormat, Format>>;
