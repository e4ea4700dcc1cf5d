import type { DataType, Field, FieldFormat, Mask } from '../../../schemas/catalogue/field.ts';

/** How a column is recognized as a format; rows stand from the surest to the weakest. */
export type Guess = {
  readonly format: FieldFormat;
  readonly type: DataType;
  /** A heading that says so. */
  readonly heading?: RegExp;
  /** The column's values look so at first sight; without it, the heading alone suggests the format. */
  readonly looks?: RegExp;
  /** Share of values that must fit, 0 to 1, where the heading says so. */
  readonly headedShare?: number;
  /** Share of values that must fit where only the values say so. */
  readonly bareShare?: number;
  readonly length: number;
  readonly scale?: number;
  readonly sensitivity?: Field['sensitivity'];
  readonly mask?: Mask;
};

const person = { type: 'C', sensitivity: 3, mask: 'citizen-id' } as const;
const text = { type: 'C' } as const;
const degree = { type: 'N', length: 11, scale: 7 } as const;

/** Personal data are of level 3 at least (GB/T 35273); lengths as in the seed catalogue. */
// prettier-ignore
export const guesses: readonly Guess[] = [
  { ...person, format: 'disability-certificate', heading: /残疾.*证.*号/u, headedShare: 0.5, length: 23 },
  { ...person, format: 'driving-licence', heading: /驾驶证号|驾照号/u, headedShare: 0.5, length: 18 },
  { ...person, format: 'citizen-id', heading: /身份证|身份号码|公民身份/u, headedShare: 0.3, looks: /^[1-9]\d{16}[\dXx]$/, bareShare: 0.8, length: 18 },
  { ...text, format: 'taxpayer-id', heading: /纳税人识别号|税号/u, headedShare: 0.5, length: 20, sensitivity: 2 },
  { ...person, format: 'citizen-id-or-credit-code', heading: /证件号|身份证.*信用代码/u, headedShare: 0.95, length: 18 },
  { ...person, format: 'identity-document', heading: /证件号/u, headedShare: 0.6, length: 30 },
  { ...text, format: 'credit-code', heading: /信用代码/u, headedShare: 0.3, looks: /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/, bareShare: 0.8, length: 18 },
  { ...text, format: 'organization-code', heading: /组织机构代码|机构代码/u, headedShare: 0.5, looks: /^[0-9A-Z]{8}-[0-9X]$/, bareShare: 0.8, length: 9 },
  { ...text, format: 'vin', heading: /车架号|车辆识别代[号码]|VIN/iu, headedShare: 0.5, looks: /^(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}$/, bareShare: 0.8, length: 17, sensitivity: 2 },
  { ...text, format: 'engine-number', heading: /发动机号/u, headedShare: 0.6, length: 20, sensitivity: 2 },
  { ...text, format: 'bank-card', heading: /银行.*(?:账|帐|卡)号|银行卡|开户账号|(?:账|帐)号|卡号/u, headedShare: 0.5, length: 30, sensitivity: 3, mask: 'bank-card' },
  { ...text, format: 'phone', heading: /电话|手机|联系方式|移动号码/u, headedShare: 0.5, looks: /^1[3-9]\d{9}$/, bareShare: 0.9, length: 20, sensitivity: 3, mask: 'mobile' },
  { ...text, format: 'birth-certificate', heading: /出生(?:医学)?证/u, headedShare: 0.5, length: 10, sensitivity: 3, mask: 'all' },
  { ...text, format: 'real-estate-unit', heading: /不动产单元/u, headedShare: 0.5, looks: /^\d{12}[A-Z]{2}\d{5}[A-Z]\d{8}$/, bareShare: 0.8, length: 28, sensitivity: 2 },
  { ...text, format: 'real-estate-certificate', heading: /不动产(?:权证|证明)/u, headedShare: 0.5, looks: /不动产(?:权|证明)第/u, bareShare: 0.8, length: 60, sensitivity: 2 },
  { ...text, format: 'parcel-number', heading: /宗地代码|宗地号|^地号/u, headedShare: 0.6, length: 30 },
  { ...text, format: 'map-sheet', heading: /图幅号/u, headedShare: 0.6, length: 30 },
  { ...text, format: 'marriage-certificate', heading: /结婚证|离婚证/u, headedShare: 0.5, length: 40, sensitivity: 2 },
  { ...text, format: 'construction-permit', heading: /施工许可/u, headedShare: 0.5, length: 18 },
  { ...text, format: 'planning-permit', heading: /规划(?:条件|许可).*号/u, headedShare: 0.5, length: 50 },
  { ...text, format: 'driving-class', heading: /准驾车型/u, headedShare: 0.6, length: 20 },
  { ...text, format: 'post-code', heading: /邮编|邮政编码/u, headedShare: 0.5, length: 6 },
  { ...text, format: 'division', heading: /区划.*(?:代码|编码)|行政区划$/u, headedShare: 0.6, looks: /^4111\d{2}(?:\d{3}){0,2}$/, bareShare: 0.95, length: 12 },
  { ...text, type: 'L', format: 'yes-no', heading: /是否|有无/u, headedShare: 0.6, looks: /^[是否]$/u, bareShare: 1, length: 1 },
  { ...degree, format: 'longitude', heading: /经度/u, headedShare: 0.6 },
  { ...degree, format: 'latitude', heading: /纬度/u, headedShare: 0.6 },
  { type: 'N', format: 'elevation', heading: /高程|海拔/u, headedShare: 0.6, length: 8, scale: 2 },
  { type: 'N', format: 'height-cm', heading: /身高/u, headedShare: 0.6, length: 4, scale: 1, sensitivity: 2 },
  { type: 'N', format: 'weight-kg', heading: /体重/u, headedShare: 0.6, length: 4, scale: 1, sensitivity: 2 },
  { type: 'N', format: 'percent', heading: /率(?:$|[（(])|占比|比例|百分比|[%％]/u, headedShare: 0.8, looks: /^-?\d+(?:\.\d+)?%$/, bareShare: 0.8, length: 7, scale: 4 },
  { ...text, format: 'year-month', heading: /年月|月份|所属期|账期/u, headedShare: 0.8, looks: /^(?:19|20)\d{2}[-年/.](?:0?[1-9]|1[0-2])月?$/u, bareShare: 0.95, length: 7 },
  { ...text, format: 'year', heading: /年份|年度|年代|届别|^年$/u, headedShare: 0.8, length: 4 },
  { ...text, format: 'date-range', looks: /^(?:19|20)\d{2}[-./年]?\d{1,2}[-./月]?\d{1,2}日?\s*(?:至|到|[-–—~～])\s*(?:(?:19|20)\d{2}|长期)/u, bareShare: 0.8, length: 21 },
  { type: 'T', format: 'date-time', looks: /^(?:19|20)\d{2}[-/年]\d{1,2}[-/月]\d{1,2}日?[ T]\d{1,2}:\d{2}/u, bareShare: 0.9, length: 19 },
  { type: 'D', format: 'date', heading: /日期|时间|[年月]日$|^(?:生日|出生)/u, headedShare: 0.6, looks: /^(?:19|20)\d{2}(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))$/u, bareShare: 0.9, length: 10 },
  { type: 'D', format: 'date-or-open-end', heading: /有效期|截止|终止|到期|止期|日期/u, headedShare: 0.8, length: 10 },
  { type: 'Y', format: 'money', heading: /金额|[余总税数]额|额度?$|本金|透支|还款$|单价|总价|价格|价款|合计|费用?$|款$|工资|薪|收入|补[贴助]|资本|资金|税额|[（(](?:万|亿)?元[）)]/u, headedShare: 0.8, looks: /^[¥￥]-?[\d,]+(?:\.\d+)?$/u, bareShare: 0.9, length: 18, scale: 2 },
  { type: 'N', format: 'area', heading: /面积|[（(](?:平方米|㎡|亩|公顷|平方公里)[）)]/u, headedShare: 0.8, length: 18, scale: 4 },
  { ...text, format: 'person-name', heading: /姓名$|^姓名|曾用名|法定代表人|法人(?:代表)?$|负责人$|联系人$|经办人$|申请人$|户主$|当事人$/u, headedShare: 0.7, length: 50, sensitivity: 2, mask: 'name' },
];
