import type { Field } from '../../../schemas/catalogue/field.ts';
import { type Maker, type Plan, createSerials } from './plan.ts';

type Range = readonly [from: number, to: number, decimals: number];

const byLabel: readonly (readonly [RegExp, Range])[] = [
  [/孩次/u, [1, 3, 0]],
  [/人数/u, [1, 6, 0]],
  [/顺序号|次数|期数/u, [0, 6, 0]],
  [/月数/u, [1, 240, 0]],
  [/月收入|工资|基数/u, [2000, 15_000, 2]],
  [/月缴/u, [100, 2500, 2]],
  [/申请金额/u, [200, 3000, 2]],
  [/逾期|透支/u, [0, 2000, 2]],
  [/还款金额/u, [500, 8000, 2]],
  [/价税合计/u, [80_000, 300_000, 2]],
  [/不含/u, [50_000, 75_000, 2]],
  [/价|金额|额度|总额/u, [50_000, 1_500_000, 2]],
  [/余额/u, [0, 200_000, 2]],
  [/用地面积|使用权面积|独用面积/u, [100, 60_000, 2]],
  [/分摊面积/u, [2, 30, 2]],
];

const byFormat: Partial<Record<Field['format'], Range>> = {
  money: [100, 50_000, 2],
  area: [40, 300, 2],
  decimal: [1, 1000, 2],
  integer: [1, 99, 0],
  percent: [1, 100, 0],
  longitude: [113.45, 114.28, 6],
  latitude: [33.4, 34, 6],
  elevation: [50, 75, 2],
  'height-cm': [150, 190, 0],
  'weight-kg': [42, 90, 1],
};

function findRange(field: Field): Range | undefined {
  const general = byFormat[field.format];
  if (general === undefined) return undefined;
  const [from, to, decimals] =
    (['money', 'area', 'integer'].includes(field.format)
      ? byLabel.find(([label]) => label.test(field.label))?.[1]
      : undefined) ?? general;
  const places = Math.min(decimals, field.scale ?? (field.format === 'integer' ? 0 : decimals));
  const highest = 10 ** Math.min(9, Math.max(1, field.length - (field.scale ?? 0))) - 1;
  if (field.usual !== undefined) return [field.usual.min, field.usual.max, places];
  // 万元 are ten thousand yuan
  return field.unit === '万元' ? [3, Math.min(highest, 5000), places] : [from, Math.min(highest, to), places];
}

/** Keeps to the label's usual range; the anchor's values are unique below a million rows. */
export function createNumberMaker(field: Field, plan: Plan): Maker | undefined {
  const range = findRange(field);
  if (range === undefined) return undefined;
  const [from, to, decimals] = range;
  const unit = 10 ** decimals;
  const first = Math.ceil(from * unit);
  if (plan.anchor === field.key) {
    const serial = createSerials(plan, field, 2_000_000);
    return ({ index }) => (first + serial(index)) / unit;
  }
  const last = Math.floor(to * unit);
  return ({ random }) => random.between(first, last) / unit;
}

/** Sums the parts, to the field's decimal places. */
export function createSumMaker(field: Field, parts: readonly number[]): Maker {
  const unit = 10 ** (field.scale ?? 2);
  return ({ values }) => {
    let sum = 0;
    for (const part of parts) {
      const value = values[part];
      if (typeof value === 'number') sum += Math.round(value * unit);
    }
    return sum / unit;
  };
}
