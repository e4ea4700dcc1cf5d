import type { RefusalPhrases } from '../kernel/refusal.ts';

// prettier-ignore
export const certificateRefusals = {
  'certificate-not-found': { status: 404, title: '没有这份证照', detail: '没有查到这个证照标识对应的证照。请核对证照标识，或改用证照类型和证照编号查询。' },
  'certificate-type-not-found': { status: 404, title: '没有这个证照类型', detail: '没有编号或类型代码为 {type} 的证照类型。请在证照类型目录（/api/v1/certificate-types）中查找后重试。' },
  'coverage-not-yours': { status: 403, title: '不是本部门的证照', detail: '这类证照由其他部门颁发，您只能查看本部门证照的制证进度。请确认选择的证照类型。' },
  'no-grant': { status: 403, title: '未获授权', detail: '本部门没有使用这类证照的授权，本次请求已经留痕。如履行职责确有需要，请在“证照目录”中打开这类证照，提出共享申请。' },
  'copy-not-reducible': { status: 403, title: '授权不足以制作加注件', detail: '加注件上必须印有{items}，授权没有包括或者只给出脱敏后的值，用证码没有被使用。请改用数据接口，或另行申请这几项。' },
  'not-issuing-department': { status: 403, title: '不是颁证部门', detail: '变更历史和用证记录只向颁证部门和市政府信息中心提供。请向颁证部门查询。' },
  'certificate-not-valid-today': { status: 409, title: '证照当前不可使用', detail: '这份证照当前的状态为“{title}”，不能制作加注件，用证码没有被使用。请核实证照状态，或请持证人提供有效的证照。' },
  'use-code-not-found': { status: 404, title: '没有这个用证码', detail: '没有查到这个用证码。请核对是否完整，或重新申请用证取得新的用证码。' },
  'use-code-expired': { status: 410, title: '用证码已过期', detail: '这个用证码的有效时间已过。请重新申请用证，取得新的用证码后尽快使用。' },
  'use-code-used': { status: 409, title: '用证码已使用', detail: '这个用证码已经使用过，每个用证码只能使用一次。如需再次取用，请重新申请用证。' },
  'use-code-of-another': { status: 403, title: '不是本账号的用证码', detail: '这个用证码由其他账号申请，只能由申请账号使用，本次请求已经留痕。请用本账号重新申请用证。' },
} as const satisfies RefusalPhrases;
