import { z } from 'zod';

/** Faults of a well-formed draft; `{name}` is filled from the fault's facts. */
// prettier-ignore
export const contentFaultPhrases = {
  'dataset-id-reserved': '信息资源标识“{value}”是系统保留字，请换一个标识。',
  'provider-unknown': '提供方“{value}”不在参与部门名单中，请选择名单中的部门。',
  'key-repeated': '字段名“{value}”与第 {other} 项重复，请为每个信息项取不同的字段名。',
  'label-repeated': '信息项名称或别名“{value}”与第 {other} 项“{label}”重复，请改名使同一信息资源内的名称互不相同（如“配偶姓名”）。',
  'key-field-unknown': '业务主键中的“{value}”不是本信息资源的字段，请从信息项的字段名中选择。',
  'key-field-repeated': '业务主键中“{value}”出现了不止一次，请删除多余的一个。',
  'key-field-optional': '信息项“{label}”是业务主键的一部分，请设为必填。',
  'subject-field-unknown': '主体信息项“{value}”不是本信息资源的字段，请从信息项的字段名中选择。',
  'subject-format-unfit': '信息项“{label}”不是{expected}，不能作为主体信息项。请改选，或调整它的格式。',
  'code-list-missing': '信息项“{label}”的格式是代码，请为它选择代码表。',
  'code-list-unknown': '信息项“{label}”引用的代码表“{value}”不存在，请从代码表清单中选择。',
  'kind-field-unknown': '信息项“{label}”引用的证件种类信息项“{value}”不存在，请从信息项的字段名中选择。',
  'kind-field-itself': '信息项“{label}”不能由自己说明证件种类，请改选另一个信息项。',
  'kind-field-not-fit': '信息项“{label}”的格式不随证件种类变化，请去掉证件种类信息项，或改用“证件号码”格式。',
  'type-format-unfit': '信息项“{label}”的数据类型 {type} 与格式 {format} 不相配，请改用 {expected}。',
  'scale-unfit': '信息项“{label}”不是数值，不能规定小数位数，请去掉小数位数。',
  'scale-too-large': '信息项“{label}”的小数位数 {scale} 超过总位数 {length}，请改小小数位数或加大长度。',
  'length-too-large': '信息项“{label}”的总位数 {length} 超过数值的上限 {limit} 位，请改小长度，或改为字符型。',
  'unit-unfit': '信息项“{label}”不是数值，不能规定计量单位，请去掉计量单位。',
  'range-unfit': '信息项“{label}”不是数值或年份，不能规定数值范围，请去掉数值范围。',
  'range-empty': '信息项“{label}”的数值范围下限 {min} 大于上限 {max}，请改正。',
  'exception-field-unfit': '信息项“{label}”不是机构代码，不能登记已确认的例外，请去掉例外。',
  'exception-unfit': '信息项“{label}”的第 {number} 个例外不是只有校验码不符的统一社会信用代码，不能登记为例外，请核对。',
  'mask-differs': '信息项“{label}”的敏感级别为 {level} 级且是个人证件号码，请选择脱敏方式。',
  'sensitivity-not-highest': '信息资源的敏感级别应等于各信息项的最高级别 {expected} 级，现为 {value} 级，请改为 {expected} 级。',
  'law-missing': '共享类型为“不予共享”，须写明所依据的法律、行政法规或党中央、国务院政策，请填写法律依据。',
  'condition-missing': '共享类型为“有条件共享”，请填写共享条件。',
  'field-shared-wider': '信息资源不予共享，其中的信息项“{label}”也不能共享，请改为“不予共享”或去掉这一项的共享类型。',
  'open-condition-missing': '开放类型为“有条件开放”，请填写开放条件。',
  'open-wider-than-shared': '不予共享的信息资源不能向社会开放，请把开放类型改为“不予开放”。',
  'rule-field-unknown': '校验规则引用的“{value}”不是本信息资源的字段，请从信息项的字段名中选择。',
  'rule-field-repeated': '校验规则中“{label}”出现了不止一次，请改选另一个信息项。',
  'rule-field-unfit': '校验规则需要{expected}，信息项“{label}”不是，请改选另一个信息项。',
  'related-code-own': '关联资源代码不能是本信息资源自己的代码，请删除。',
} as const satisfies Record<string, string>;

const codes = Object.keys(contentFaultPhrases);

/** `pointer` (RFC 6901) points into the content. */
export const ContentFault = z
  .object({ code: z.string().refine((code) => codes.includes(code)), pointer: z.string(), detail: z.string() })
  .strict();
export type ContentFault = z.infer<typeof ContentFault>;
export type ContentFaultCode = keyof typeof contentFaultPhrases;
