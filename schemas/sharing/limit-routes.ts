import { z } from 'zod';
import { route } from '../kernel/route.ts';
import { KeptSharingLimits, SharingLimits } from './limits.ts';

const none = z.object({});

export const readSharingLimitsRoute = route({
  operation: 'read-sharing-limits',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/sharing-limits',
  summary: '查看数据共享各环节的时限和提醒；没有修改过的，是按国家规定给出的默认值。',
  callers: 'signed-in',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, body: KeptSharingLimits },
  refusals: {},
});

export const keepSharingLimitsRoute = route({
  operation: 'keep-sharing-limits',
  room: 'sharing',
  method: 'PUT',
  path: '/api/v1/sharing-limits',
  summary: '写出数据共享各环节的全部时限和提醒，没有写出的恢复为默认值（信息中心）；正在计算的时限随之改变。',
  callers: ['operator'],
  params: none,
  query: none,
  body: SharingLimits.extend({
    /** 0 while the defaults hold. */
    lockVersion: z.int().min(0),
    reason: z.string().min(2).max(500),
  }).strict(),
  answer: { status: 200, body: KeptSharingLimits },
  refusals: {},
});

export const limitRoutes = [readSharingLimitsRoute, keepSharingLimitsRoute] as const;
