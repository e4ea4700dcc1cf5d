import { z } from 'zod';
import { Caller } from './caller.ts';

/** The function refuses, in Chinese: API Gateway's own 403 is English. */
export const SignIn = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('signed-in'), caller: Caller }),
  z.object({ outcome: z.literal('no-token') }),
  z.object({ outcome: z.literal('token-not-valid') }),
  z.object({ outcome: z.literal('scope-missing') }),
  z.object({ outcome: z.literal('account-unknown') }),
  z.object({ outcome: z.literal('account-inactive') }),
  z.object({ outcome: z.literal('identity-unavailable') }),
]);
export type SignIn = z.infer<typeof SignIn>;
