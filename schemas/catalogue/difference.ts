import { z } from 'zod';

/** `breaking`: data, templates or mappings of the earlier version may not fit the later one. */
// prettier-ignore
export const differencePhrases = {
  'field-added-optional': { compatibility: 'compatible', detail: '新增选填信息项“{label}”。' },
  'field-added-required': { compatibility: 'breaking', detail: '新增必填信息项“{label}”，按旧模板填报的数据缺少这一项。' },
  'field-removed': { compatibility: 'breaking', detail: '删除了信息项“{label}”，按旧模板填报的数据会多出这一列。' },
  'field-key-changed': { compatibility: 'breaking', detail: '信息项“{label}”的字段名由 {before} 改为 {after}，已有数据和接口映射无法对应。' },
  'field-order-changed': { compatibility: 'compatible', detail: '调整了信息项的先后顺序，填报时按列名识别，不受影响。' },
  'label-changed-with-alias': { compatibility: 'compatible', detail: '信息项“{before}”更名为“{after}”，原名称保留为别名，旧模板仍可识别。' },
  'label-changed': { compatibility: 'breaking', detail: '信息项“{before}”更名为“{after}”，原名称没有保留为别名，旧模板的列名无法识别。' },
  'alias-added': { compatibility: 'compatible', detail: '信息项“{label}”新增别名“{after}”。' },
  'alias-removed': { compatibility: 'breaking', detail: '信息项“{label}”不再接受别名“{before}”，使用该列名的文件无法识别。' },
  'type-widened': { compatibility: 'compatible', detail: '信息项“{label}”的数据类型由 {before} 放宽为 {after}。' },
  'type-changed': { compatibility: 'breaking', detail: '信息项“{label}”的数据类型由 {before} 改为 {after}，已有数据不一定符合。' },
  'format-widened': { compatibility: 'compatible', detail: '信息项“{label}”的格式要求由 {before} 放宽为 {after}。' },
  'format-changed': { compatibility: 'breaking', detail: '信息项“{label}”的格式要求由 {before} 改为 {after}，已有数据不一定符合。' },
  'length-widened': { compatibility: 'compatible', detail: '信息项“{label}”的长度由 {before} 放宽到 {after}。' },
  'length-narrowed': { compatibility: 'breaking', detail: '信息项“{label}”的长度由 {before} 缩短到 {after}，较长的数据将被退回。' },
  'scale-widened': { compatibility: 'compatible', detail: '信息项“{label}”的小数位数由 {before} 增加到 {after}。' },
  'scale-narrowed': { compatibility: 'breaking', detail: '信息项“{label}”的小数位数由 {before} 减少到 {after}，较精确的数据将被退回。' },
  'whole-digits-narrowed': { compatibility: 'breaking', detail: '信息项“{label}”的整数部分由 {before} 位减少到 {after} 位，较大的数将被退回。' },
  'required-added': { compatibility: 'breaking', detail: '信息项“{label}”由选填改为必填，该项为空的数据将被退回。' },
  'required-dropped': { compatibility: 'compatible', detail: '信息项“{label}”由必填改为选填。' },
  'code-list-widened': { compatibility: 'compatible', detail: '信息项“{label}”的代码表由 {before} 换为 {after}，原有代码全部保留。' },
  'code-list-narrowed': { compatibility: 'breaking', detail: '信息项“{label}”的代码表由 {before} 换为 {after}，原有代码没有全部保留。' },
  'code-list-added': { compatibility: 'breaking', detail: '信息项“{label}”改为按代码表 {after} 填写，表外的值将被退回。' },
  'code-list-suggested': { compatibility: 'compatible', detail: '信息项“{label}”建议按代码表 {after} 填写，表外的值只作提醒。' },
  'code-list-dropped': { compatibility: 'breaking', detail: '信息项“{label}”不再使用代码表 {before}，已存的代码与新填的文字不一致。' },
  'control-added': { compatibility: 'breaking', detail: '信息项“{label}”改为值域受控，代码表以外的值将被退回。' },
  'control-dropped': { compatibility: 'compatible', detail: '信息项“{label}”不再强制使用代码表内的值。' },
  'past-added': { compatibility: 'breaking', detail: '信息项“{label}”不再接受将来的日期。' },
  'past-dropped': { compatibility: 'compatible', detail: '信息项“{label}”可以填写将来的日期。' },
  'range-narrowed': { compatibility: 'breaking', detail: '信息项“{label}”的数值范围由 {before} 改为 {after}，范围以外的数据将被退回。' },
  'range-widened': { compatibility: 'compatible', detail: '信息项“{label}”的数值范围由 {before} 放宽为 {after}。' },
  'exception-added': { compatibility: 'compatible', detail: '信息项“{label}”新增 {count} 个已确认的例外，这些代码可以报送。' },
  'exception-removed': { compatibility: 'breaking', detail: '信息项“{label}”取消 {count} 个已确认的例外，含有这些代码的数据将被退回。' },
  'kind-field-changed': { compatibility: 'breaking', detail: '信息项“{label}”改由“{after}”说明证件种类（原为“{before}”），校验结果会不同。' },
  'kind-field-dropped': { compatibility: 'compatible', detail: '信息项“{label}”不再依据“{before}”判断证件种类。' },
  'unit-changed': { compatibility: 'breaking', detail: '信息项“{label}”的计量单位由“{before}”改为“{after}”，新旧数值不能直接比较。' },
  'field-note-changed': { compatibility: 'compatible', detail: '修改了信息项“{label}”的{what}。' },
  'key-changed': { compatibility: 'breaking', detail: '业务主键由“{before}”改为“{after}”，已有记录无法与新数据对应。' },
  'subject-changed': { compatibility: 'breaking', detail: '主体信息项由“{before}”改为“{after}”，按主体查询的结果会不同。' },
  'rule-added-strict': { compatibility: 'breaking', detail: '新增校验规则（{rule}：{fields}），不符合的数据将被退回。' },
  'rule-added-mild': { compatibility: 'compatible', detail: '新增校验规则（{rule}：{fields}），不符合的数据只作提醒。' },
  'rule-removed': { compatibility: 'compatible', detail: '取消校验规则（{rule}：{fields}）。' },
  'rejection-changed': { compatibility: 'compatible', detail: '有问题行的处理方式由“{before}”改为“{after}”。' },
  'metadata-changed': { compatibility: 'compatible', detail: '修改了元数据“{what}”。' },
} as const satisfies Record<string, { compatibility: 'compatible' | 'breaking'; detail: string }>;

const codes = Object.keys(differencePhrases);

/** `pointer` (RFC 6901) points into the later version, for removed parts into the earlier one. */
export const Difference = z
  .object({
    code: z.string().refine((code) => codes.includes(code)),
    compatibility: z.enum(['compatible', 'breaking']),
    pointer: z.string(),
    detail: z.string(),
  })
  .strict();
export type Difference = z.infer<typeof Difference>;
export type DifferenceCode = keyof typeof differencePhrases;
