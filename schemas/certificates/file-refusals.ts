import type { RefusalPhrases } from '../kernel/refusal.ts';

export const fileRefusals = {
  'file-not-yours': {
    status: 403,
    title: '不是颁证部门',
    detail:
      '证照文件原件只向颁证部门和市政府信息中心提供，本次请求已经留痕。如履行职责需要，请申请用证，凭用证码取用加注件。',
  },
} as const satisfies RefusalPhrases;
