import type { RefusalPhrases } from '../kernel/refusal.ts';

// prettier-ignore
export const catalogueRefusals = {
  'dataset-not-found': { status: 404, title: '没有这个信息资源', detail: '目录中没有编号为 {dataset} 的信息资源，或它尚未发布。请在目录中查找后重试。' },
  'version-not-found': { status: 404, title: '没有这个目录版本', detail: '信息资源 {dataset} 没有第 {version} 版，或它尚未发布。请查看版本列表。' },
  'dataset-exists': { status: 409, title: '标识已被使用', detail: '标识 {dataset} 已用于另一个信息资源（含已撤下的）。请换一个标识。' },
  'draft-exists': { status: 409, title: '已有未完成的版本', detail: '信息资源 {dataset} 的第 {version} 版正在编制或审核，请先完成或撤回该版本，再办理。' },
  'not-latest-version': { status: 409, title: '不是现行版本', detail: '第 {version} 版已被第 {latest} 版取代。要撤下这个信息资源，请对第 {latest} 版办理。' },
  'withdrawal-by-centre': { status: 403, title: '由信息中心撤下', detail: '已发布的信息资源由市政府信息中心撤下。请与信息中心联系，并说明理由。' },
  'not-published': { status: 409, title: '信息资源未在发布状态', detail: '信息资源 {dataset} 现在没有已发布的版本，不能起草新版本。请检查它的状态。' },
  'not-your-department': { status: 403, title: '不是本部门的信息资源', detail: '目录由提供部门编制。这个信息资源由其他部门提供，请由该部门办理，或核对“提供方”一栏。' },
  'transition-not-allowed': { status: 409, title: '当前状态不能这样操作', detail: '第 {version} 版现在的状态是“{status}”，不能{action}。请刷新后按当前状态办理。' },
  'own-work': { status: 403, title: '须由另一人审核', detail: '您起草、修改或提交过这个版本，不能由您{action}，也不能用您负责的其他账号{action}。请由市政府信息中心的另一位工作人员办理。' },
  'content-not-valid': { status: 422, title: '目录内容还有问题', detail: '目录内容有 {count} 处需要修改，请按 errors 中逐项列出的位置修改后重新提交。' },
  'classification-code-needed': { status: 422, title: '缺少分类代码', detail: '贵部门还没有目录条目，系统无法确定信息资源代码的前段。请在 classificationCode 中填写类、项、目、细目的代码。' },
  'code-list-not-found': { status: 404, title: '没有这个代码表', detail: '没有编号为 {codeList} 的代码表。请在代码表清单中查找。' },
  'code-list-id-not-yours': { status: 403, title: '代码表编号不属于贵部门', detail: '提供部门增加的代码表，编号须以 {prefix} 开头，便于各部门分清由谁维护。请改编号后重试，全市共用的代码表请联系市政府信息中心增加。' },
  'code-list-exists': { status: 409, title: '代码表编号已被使用', detail: '编号 {codeList} 已用于另一个代码表。请换一个编号，或扩充已有的代码表。' },
  'code-list-ambiguous': { status: 422, title: '代码表有重复', detail: '代码表有 {count} 处重复：同一个代码、名称或别名只能属于一个代码。请按 errors 中逐项列出的位置修改。' },
  'code-list-narrowed': { status: 422, title: '不能减少已有的代码', detail: '有 {count} 个代码被去掉，或原名称没有保留为名称或别名；已入库的数据还在使用它们。请补上，或另建一个代码表并在目录新版本中引用。' },
} as const satisfies RefusalPhrases;
