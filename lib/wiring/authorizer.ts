import middy from '@middy/core';
import { z } from 'zod';
import type { SignIn } from '../../schemas/departments/sign-in.ts';
import { describeError, log as logToConsole, type Log } from './log.ts';
import { memoize } from './memoize.ts';

const AuthorizerEvent = z.object({ headers: z.record(z.string(), z.string().optional()).default({}) });
type AuthorizerResponse = { readonly isAuthorized: true; readonly context: { readonly signIn: string } };

/** Lambda authorizer (payload 2.0, simple response). It allows every request: `authorize` refuses, in Chinese. */
export function authorizer<Ports>(
  ports: () => Ports,
  identify: (authorization: string | undefined, ports: Ports) => Promise<SignIn>,
  log: Log = logToConsole,
) {
  const openPorts = memoize(ports);
  return middy<unknown, AuthorizerResponse>().handler(async (event: unknown, context): Promise<AuthorizerResponse> => {
    let signIn: SignIn;
    try {
      signIn = await identify(readAuthorization(event), openPorts());
    } catch (error) {
      log('error', 'authorizer-failed', { requestId: context.awsRequestId, ...describeError(error) });
      signIn = { outcome: 'identity-unavailable' };
    }
    return { isAuthorized: true, context: { signIn: JSON.stringify(signIn) } };
  });
}

function readAuthorization(event: unknown): string | undefined {
  const { headers } = AuthorizerEvent.parse(event);
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}
