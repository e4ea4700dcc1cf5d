import type { RefusalPhrases } from '../kernel/refusal.ts';

// prettier-ignore
export const recordRefusals = {
  'dataset-not-found': { status: 404, title: '没有这个信息资源', detail: '目录中没有编号为 {dataset} 的已发布信息资源。请在目录中查找后重试。' },
  'not-your-department': { status: 403, title: '不是本部门的信息资源', detail: '这个信息资源由其他部门提供，您只能查看本部门的归集数据。请确认选择的信息资源。' },
  'key-not-complete': { status: 400, title: '业务主键不完整', detail: '按主键查询须给出全部主键项：{fields}。请补全后重试。' },
  'key-not-valid': { status: 400, title: '查询值不符合格式', detail: '“{label}”的查询值不符合该信息项的格式要求，请核对后重新输入。' },
  'no-subject': { status: 400, title: '不能按主体查询', detail: '这个信息资源没有登记主体信息项，请改用业务主键查询。' },
  'subject-not-valid': { status: 400, title: '主体号码不正确', detail: '按主体查询，须给出正确的公民身份号码或统一社会信用代码。请核对后重新输入。' },
  'as-of-too-early': { status: 404, title: '该时点尚无数据', detail: '在指定的时点，这个信息资源还没有发布过数据。请选择更晚的时点。' },
  'record-not-found': { status: 404, title: '没有这条记录', detail: '按给出的主键没有查到记录。请核对主键后重试。' },
  'publication-not-found': { status: 404, title: '没有这个发布点', detail: '没有编号为 {number} 的发布点。请先查看发布记录，再选择要回退到的编号。' },
  'already-there': { status: 409, title: '已是该状态', detail: '当前公开的数据就是这个发布点的数据，不需要回退。' },
  'dataset-busy': { status: 409, title: '正在处理报送', detail: '这个信息资源有报送批次正在处理，请在处理完成后再操作。' },
  'changes-not-kept': { status: 410, title: '变更记录已不再保存', detail: '从这个位置起的变更记录已超过保存期限，或没有保存过。请清空已取得的数据，不带 cursor 重新从头读取；读完现有数据后，会接着给出以后的变更。' },
} as const satisfies RefusalPhrases;
