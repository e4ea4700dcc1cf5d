import type { RefusalPhrases } from '../kernel/refusal.ts';

// prettier-ignore
export const sharingRefusals = {
  'subject-not-valid': { status: 400, title: '证件号码不正确', detail: '按主体查使用记录，须给出正确的公民身份号码或统一社会信用代码。请核对后重新输入。' },
  'department-not-yours': { status: 403, title: '不是本部门的使用记录', detail: '您只能查看本部门使用数据的记录，以及其他部门使用本部门数据的记录。请不写部门，或写本部门。' },
  'grants-not-yours': { status: 403, title: '不是本部门的授权', detail: '您只能查看给本部门的授权，以及本部门给出的授权。请不写部门，或写本部门。' },
} as const satisfies RefusalPhrases;
