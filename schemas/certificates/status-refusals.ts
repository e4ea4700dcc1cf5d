import type { RefusalPhrases } from '../kernel/refusal.ts';

// prettier-ignore
export const statusRefusals = {
  'not-your-certificate': { status: 403, title: '不是本部门颁发的证照', detail: '这份证照由其他部门颁发，只有颁证部门和市政府信息中心可以办理。请联系颁证部门。' },
  'operation-not-possible': { status: 409, title: '当前状态不能办理', detail: '这份证照当前是“{status}”状态，不能办理“{operation}”。请先查看证照的变更历史，确认后再办理。' },
  'certificate-superseded': { status: 409, title: '这是旧版本', detail: '这份证照已有新版本，只能对新版本办理。请改用新版本的证照标识：{newest}。' },
  'batch-not-found': { status: 404, title: '没有这个批量办理单', detail: '没有查到批量办理单 {batch}，或者它属于其他部门。请核对编号。' },
  'batch-not-open': { status: 409, title: '这个办理单已经处理', detail: '批量办理单当前是“{status}”状态，不能再复核。请刷新后查看结果。' },
  'maker-is-checker': { status: 403, title: '不能复核自己制单的办理单', detail: '制单人不能复核自己制单的办理单，也不能用自己负责的其他账号复核。请联系本部门的另一位经办人或市政府信息中心。' },
  'batch-approval-by-centre': { status: 403, title: '须由信息中心复核', detail: '这份办理单由没有登记负责人的系统账号制单，须由市政府信息中心复核。请联系市政府信息中心。' },
  'nothing-possible': { status: 409, title: '没有可以办理的证照', detail: '清单中没有一份证照可以办理。请按每一行的说明修改清单后重新制单。' },
} as const satisfies RefusalPhrases;
