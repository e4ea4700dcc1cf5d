import { z } from 'zod';
import { Caller } from './caller.ts';

/**
 * What the authorizer tells a function about the bearer token. API Gateway would turn a plain "no" into an English 403 of its own;
 * so the authorizer always lets the request through with this, and the function's door answers in Chinese.
 */
export const SignIn = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('signed-in'), caller: Caller }),
  z.object({ outcome: z.literal('no-token') }),
  z.object({ outcome: z.literal('token-not-valid') }),
  z.object({ outcome: z.literal('account-unknown') }),
  z.object({ outcome: z.literal('account-inactive') }),
  z.object({ outcome: z.literal('identity-unavailable') }),
]);
export type SignIn = z.infer<typeof SignIn>;
