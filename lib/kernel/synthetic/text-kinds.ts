/** By label; the first match counts. */
export type TextKind = 'person' | 'organization' | 'authority' | 'address' | 'number' | 'phrase';

const kinds: readonly (readonly [TextKind, RegExp])[] = [
  ['number', /编码|编号|文件号|合同号|证书号|核实证号|业务号|电脑号|序列号|档案号|户号$|账号$/u],
  ['organization', /主管部门|出资|主管单位|购货单位名称/u],
  ['person', /姓名|持证人|权利人|负责人|法定代表人|抵押人|义务人|使用权人|购货单位|任免名称|曾用名/u],
  ['authority', /机关|发证单位|批准单位|核实单位|登记机构|医院|场所/u],
  ['address', /住址|住所$|地址|坐落$|座落|坐落位置|建设位置|用地位置|小区院门牌号/u],
  ['organization', /单位|企业|公司|机构名称|团体名称|基金会名称|纳税人名称|^名称$|变更[前后](名称|内容)/u],
];

/** Returns `phrase` for a label that no pattern matches. */
export function getTextKind(label: string): TextKind {
  return kinds.find(([, pattern]) => pattern.test(label))?.[0] ?? 'phrase';
}
