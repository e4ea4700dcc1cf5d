import type { Field } from '../../schemas/catalogue/field.ts';

type Limits = Pick<Field, 'unit' | 'range' | 'usual'>;
type Kind = {
  readonly label: RegExp;
  /** Where the printed label names none in brackets. */
  readonly unit?: string;
  readonly range: readonly [min: number, max?: number];
  readonly usual?: readonly [min: number, max: number];
};

/** The first kind whose label fits holds. What nothing can have rejects a row; what is odd is a reminder. */
const kinds: readonly Kind[] = [
  // Money
  { label: /基本生活标准|照料护理标准/u, range: [0], usual: [100, 5_000] },
  { label: /注册资[本金]/u, range: [0], usual: [0, 100_000] },
  { label: /合同价格|投资总额/u, range: [0], usual: [1, 1_000_000] },
  { label: /债权数额（元）/u, range: [0], usual: [1_000, 100_000_000] },
  { label: /债权数额/u, range: [0], usual: [0.1, 1_000_000] },
  // Areas
  { label: /面积（公顷）/u, range: [0], usual: [0.01, 1_000] },
  { label: /面积（亩）/u, range: [0], usual: [0.1, 10_000] },
  { label: /用地面积|宗地面积/u, range: [0], usual: [1, 10_000_000] },
  { label: /建筑面积|预售面积/u, range: [0], usual: [1, 1_000_000] },
  { label: /面积/u, range: [0], usual: [0.1, 100_000] },
  // Vehicles: GB 1589 allows 18.1 m, 2.6 m and 4 m on roads without a permit.
  { label: /车辆长（毫米）/u, range: [1_000, 40_000], usual: [3_000, 18_100] },
  { label: /车辆宽（毫米）/u, range: [500, 5_000], usual: [1_400, 2_600] },
  { label: /车辆高（毫米）/u, range: [500, 6_000], usual: [1_300, 4_000] },
  { label: /核定载质量/u, range: [0, 200_000], usual: [100, 50_000] },
  { label: /车货总质量/u, range: [0, 5_000], usual: [1, 500] },
  { label: /车货总长/u, range: [0, 200], usual: [2, 80] },
  { label: /车货总宽/u, range: [0, 30], usual: [1, 8] },
  { label: /车货总高/u, range: [0, 30], usual: [1, 8] },
  { label: /轴数/u, unit: '轴', range: [1, 200], usual: [2, 30] },
  { label: /整机质量/u, range: [1, 100_000], usual: [100, 30_000] },
  { label: /车辆数|巡游车数量/u, unit: '辆', range: [0], usual: [1, 3_000] },
  // Vessels
  { label: /船长/u, range: [1, 500], usual: [3, 150] },
  { label: /型宽/u, range: [0.1, 100], usual: [1, 30] },
  { label: /型深/u, range: [0.1, 50], usual: [0.3, 15] },
  { label: /总吨/u, unit: '总吨', range: [0, 400_000], usual: [1, 20_000] },
  { label: /载客定额/u, range: [0, 10_000], usual: [0, 1_000] },
  { label: /载货定额/u, range: [0, 400_000], usual: [0, 20_000] },
  { label: /功率（千瓦）/u, range: [0, 100_000], usual: [1, 10_000] },
  // People and seats. A taxi booked online has seven seats at most (网络预约出租汽车经营服务管理暂行办法, 12).
  { label: /准乘人数|核载人员/u, unit: '人', range: [1, 10_000], usual: [1, 100] },
  { label: /座位总数/u, unit: '座', range: [1], usual: [20, 10_000] },
  { label: /座位数/u, unit: '座', range: [1, 100], usual: [4, 7] },
  { label: /兽医人数/u, unit: '人', range: [1], usual: [1, 50] },
  { label: /人员数量/u, unit: '人', range: [0], usual: [0, 200] },
  { label: /孩次/u, unit: '次', range: [1, 20], usual: [1, 3] },
  { label: /学时/u, unit: '学时', range: [0, 2_000], usual: [0, 300] },
  // Places and works
  { label: /床位/u, unit: '张', range: [0], usual: [0, 3_000] },
  { label: /影厅数量/u, unit: '个', range: [1], usual: [1, 30] },
  { label: /总套数/u, unit: '套', range: [1], usual: [1, 5_000] },
  { label: /地块总数/u, unit: '块', range: [0], usual: [1, 100] },
  { label: /天线距地高度/u, range: [0, 1_000], usual: [1, 300] },
  { label: /挖掘长度/u, range: [0], usual: [0.1, 20_000] },
  { label: /挖掘宽度/u, range: [0], usual: [0.1, 100] },
  { label: /经营规模（吨\/年）/u, range: [0], usual: [1, 1_000_000] },
  { label: /处置能力（吨\/日）/u, range: [0], usual: [1, 10_000] },
  { label: /屠宰能力（头\/年）/u, range: [0], usual: [1_000, 999_999] },
  { label: /生产规模（万尾）/u, range: [0], usual: [0.1, 100_000] },
  { label: /排水量/u, range: [0], usual: [0.1, 200_000] },
  { label: /处置数量/u, range: [0], usual: [1, 10_000_000] },
  { label: /开采总量/u, range: [0], usual: [1, 10_000_000] },
  { label: /仓房容量/u, range: [0], usual: [10, 1_000_000] },
  { label: /储罐总容量/u, range: [0], usual: [1, 100_000] },
  { label: /罐体?容量/u, range: [0], usual: [0.1, 1_000] },
  // Continuing education is registered by year since 1995 (国家人事部, 人核培发〔1995〕131号).
  { label: /^年度$/u, range: [1995] },
];

const withLimits: ReadonlySet<Field['format']> = new Set(['money', 'area', 'decimal', 'integer', 'year']);
const unitInBrackets = /（([^（）]+)）$/u;

/** What the printed label says of a number: unit, possible and usual size. The field's own declaration wins. */
export function withNumberLimits(field: Field): Field {
  if (!withLimits.has(field.format)) return field;
  const kind = kinds.find(({ label }) => label.test(field.label));
  if (kind === undefined) return field;
  const unit = field.format === 'year' ? undefined : (unitInBrackets.exec(field.label)?.[1] ?? kind.unit);
  return { ...toLimits(kind, unit), ...field };
}

function toLimits({ range: [min, max], usual }: Kind, unit: string | undefined): Limits {
  return {
    ...(unit === undefined ? {} : { unit }),
    range: max === undefined ? { min } : { min, max },
    ...(usual === undefined ? {} : { usual: { min: usual[0], max: usual[1] } }),
  };
}
