import middy from '@middy/core';
import { z } from 'zod';
import type { SignIn } from '../../schemas/departments/sign-in.ts';
import { Failure } from '../kernel/failure.ts';
import { describeError, log as logToConsole, type Log } from './log.ts';
import { memoize } from './memoize.ts';
import { startFunction } from './start-function.ts';

const AuthorizerEvent = z.object({ headers: z.record(z.string(), z.string().optional()).default({}) });
/** `account` is for the access log: a token's subject or client id, no name. */
type AuthorizerResponse = {
  readonly isAuthorized: true;
  readonly context: { readonly signIn: string; readonly account: string };
};

/** A slow issuer or table is answered as unavailable: clients get an answer below 3 s, a cold start included. */
const answerWithinMs = 2_500;

/** Lambda authorizer (payload 2.0, simple response). It allows every request: `authorize` refuses, in Chinese. */
export function authorizer<Ports>(
  ports: () => Ports,
  identify: (authorization: string | undefined, ports: Ports) => Promise<SignIn>,
  log: Log = logToConsole,
) {
  startFunction('authorizer', log);
  const openPorts = memoize(ports);
  return middy<unknown, AuthorizerResponse>().handler(async (event: unknown, context): Promise<AuthorizerResponse> => {
    let signIn: SignIn;
    try {
      signIn = await withDeadline(identify(readAuthorization(event), openPorts()));
    } catch (error) {
      log('error', 'authorizer-failed', { requestId: context.awsRequestId, ...describeError(error) });
      signIn = { outcome: 'identity-unavailable' };
    }
    const account = signIn.outcome === 'signed-in' ? signIn.caller.subject : '-';
    return { isAuthorized: true, context: { signIn: JSON.stringify(signIn), account } };
  });
}

async function withDeadline(identifying: Promise<SignIn>): Promise<SignIn> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Failure('identity-too-slow', { limitMs: answerWithinMs })), answerWithinMs);
  try {
    return await Promise.race([identifying, late]);
  } finally {
    clearTimeout(timer);
  }
}

function readAuthorization(event: unknown): string | undefined {
  const { headers } = AuthorizerEvent.parse(event);
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}
