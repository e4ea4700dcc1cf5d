import type { DatasetContent, DatasetMetadata, DatasetStatus } from './dataset-version.ts';
import type { DataType, FieldFormat, Mask } from './field.ts';
import type { CatalogueAction } from './history.ts';
import type { RowRule } from './rule.ts';

/** 发改高技〔2017〕1272号 gives most of these names. */
export const dataTypeNames = {
  C: '字符型',
  N: '数值型',
  Y: '货币型',
  D: '日期型',
  T: '日期时间型',
  L: '逻辑型',
  M: '备注型',
  G: '通用型',
  B: '双精度型',
  I: '整型',
  F: '浮点型',
} as const satisfies Record<DataType, string>;

export const shareTypeNames = { 1: '无条件共享', 2: '有条件共享', 3: '不予共享' } as const satisfies Record<
  DatasetMetadata['shareType'],
  string
>;

export const openTypeNames = { 1: '无条件开放', 2: '有条件开放', 3: '不予开放' } as const satisfies Record<
  DatasetMetadata['open']['type'],
  string
>;

export const updateCycleNames = {
  1: '实时',
  2: '每日',
  3: '每周',
  4: '每月',
  5: '每季度',
  6: '每半年',
  7: '每年',
  8: '不定期',
  9: '不更新',
} as const satisfies Record<DatasetMetadata['updateCycle'], string>;

export const datasetStatusNames = {
  draft: '草稿',
  submitted: '待审核',
  returned: '退回修改',
  registered: '已注册',
  published: '已发布',
  withdrawn: '已撤下',
} as const satisfies Record<DatasetStatus, string>;

export const catalogueActionNames = {
  drafted: '起草',
  edited: '修改',
  submitted: '提交审核',
  approved: '审核通过',
  returned: '退回修改',
  published: '发布',
  withdrawn: '撤下',
  seeded: '系统初始化',
} as const satisfies Record<CatalogueAction, string>;

export const rejectionNames = {
  'keep-good-rows': '接收合格行，退回问题行',
  'return-whole': '有问题即整批退回',
} as const satisfies Record<DatasetContent['onRejectedRows'], string>;

export const rowRuleNames = {
  'in-order': '日期先后',
  'birth-date-of-id': '出生日期与身份号码一致',
  'sex-of-id': '性别与身份号码一致',
  sum: '合计等于分项之和',
  'not-more': '分项不大于总数',
  'age-on-day': '当日年龄',
  different: '两项不得相同',
  'any-filled': '至少填写一项',
  'filled-when': '满足条件时必填',
  'disability-certificate-parts': '与残疾人证号一致',
} as const satisfies Record<RowRule['kind'], string>;

export const fieldFormatNames = {
  text: '文本',
  'person-name': '姓名',
  code: '代码',
  'yes-no': '是否',
  'citizen-id': '公民身份号码',
  'identity-document': '证件号码',
  'organization-code': '组织机构代码',
  'credit-code': '统一社会信用代码',
  'credit-code-or-organization-code': '统一社会信用代码或组织机构代码',
  'credit-code-or-registration-number': '统一社会信用代码或工商注册号',
  'citizen-id-or-credit-code': '公民身份号码或统一社会信用代码',
  'taxpayer-id': '纳税人识别号',
  division: '行政区划代码',
  vin: '车辆识别代号',
  'engine-number': '发动机号',
  phone: '电话号码',
  'post-code': '邮政编码',
  'bank-card': '银行账号',
  date: '日期',
  'date-or-open-end': '日期或长期',
  'date-range': '起止日期',
  'date-time': '日期时间',
  'year-month': '年月',
  year: '年份',
  'real-estate-unit': '不动产单元号',
  'real-estate-certificate': '不动产权证号',
  'state-land-certificate': '国有土地使用证号',
  'parcel-number': '地号',
  'map-sheet': '图幅号',
  'marriage-certificate': '结婚证或离婚证字号',
  'construction-permit': '施工许可证号',
  'planning-permit': '规划许可证号',
  'disability-certificate': '残疾人证号',
  'driving-licence': '驾驶证号',
  'driving-class': '准驾车型',
  'birth-certificate': '出生医学证明编号',
  'local-number': '本地编号',
  'repayment-months': '24 个月还款状态',
  money: '金额',
  area: '面积',
  decimal: '小数',
  integer: '整数',
  percent: '百分比',
  longitude: '经度',
  latitude: '纬度',
  elevation: '高程',
  'height-cm': '身高（厘米）',
  'weight-kg': '体重（千克）',
} as const satisfies Record<FieldFormat, string>;

/** Labels of field masks, for the catalogue's editor and for grants. */
export const maskNames = {
  none: '不脱敏',
  'citizen-id': '身份号码',
  'citizen-id-strict': '身份号码（从严）',
  mobile: '手机号码',
  landline: '固定电话',
  name: '姓名',
  'bank-card': '银行账号',
  address: '地址',
  'credit-code': '信用代码',
  all: '全部隐去',
} as const satisfies Record<Mask, string>;
