import type { ApplicationAction, ApplicationState } from './application.ts';
import type { SharingWay } from './grant.ts';
import type { ObjectionAction, ObjectionState } from './objection.ts';

export const applicationStateNames = {
  draft: '草稿',
  'awaiting-approval': '待本部门审批',
  'awaiting-check': '待信息中心核对',
  'awaiting-decision': '待提供部门答复',
  'awaiting-completion': '待申请部门补正',
  granted: '已授权',
  refused: '未予授权',
  'awaiting-coordination': '待协调',
  closed: '维持不予授权',
  withdrawn: '已撤回',
  lapsed: '逾期未补正，已终止',
  revoked: '授权已终止',
} as const satisfies Record<ApplicationState, string>;

export const applicationActionNames = {
  submit: '提交审批',
  approve: '同意并报出',
  'send-back': '退回修改',
  pass: '核对通过',
  refuse: '不予通过',
  'ask-completion': '退请补正',
  complete: '补正完成',
  decide: '答复',
  extend: '延长答复期限',
  object: '提请协调',
  overrule: '请提供部门重新答复',
  uphold: '维持不予授权',
  withdraw: '撤回',
  lapse: '逾期终止',
  revoke: '终止授权',
} as const satisfies Record<ApplicationAction, string>;

export const sharingWayNames = {
  query: '接口查询',
  verify: '核验比对',
  changes: '变更推送',
  file: '批量文件',
  'look-up': '查看证照',
  copy: '取用加注件',
} as const satisfies Record<SharingWay, string>;

export const objectionStateNames = {
  'awaiting-verification': '待提供部门核实',
  'awaiting-correction': '待提供部门更正',
  'awaiting-coordination': '待协调',
  corrected: '已更正',
  refused: '不予更正',
  closed: '维持不予更正',
  withdrawn: '已撤回',
} as const satisfies Record<ObjectionState, string>;

export const objectionActionNames = {
  accept: '核实属实，将更正',
  refuse: '不予更正',
  withdraw: '撤回',
  appeal: '提请协调',
  overrule: '请提供部门重新核实',
  uphold: '维持不予更正',
  correct: '数据已更正',
} as const satisfies Record<ObjectionAction, string>;
