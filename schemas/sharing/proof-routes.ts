import { z } from 'zod';
import { Instant } from '../kernel/day.ts';
import { route } from '../kernel/route.ts';
import { GrantProof } from './grant.ts';
import { sharingRefusals } from './refusals.ts';
import { useRefusals } from './use-refusals.ts';

export const resumeGrantRoute = route({
  operation: 'resume-grant',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/grants/{grant}/resume',
  summary:
    '恢复一个暂停使用的授权：每晚的核验发现给出的数据与授权不符时，平台自动暂停授权；原因消除、重新核验通过后，' +
    '由信息中心恢复。平台每小时重新核验暂停的授权。',
  callers: ['operator'],
  params: z.object({ grant: z.ulid() }),
  query: z.object({}),
  body: z
    .object({
      /** When the proof was made that the officer has seen. */
      provenAt: Instant,
    })
    .strict(),
  answer: { status: 200, body: GrantProof },
  refusals: {
    'grant-not-found': useRefusals['grant-not-found'],
    'grant-not-suspended': sharingRefusals['grant-not-suspended'],
    'proof-not-passed': sharingRefusals['proof-not-passed'],
  },
});

export const proofRoutes = [resumeGrantRoute] as const;
