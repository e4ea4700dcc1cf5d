import middy from '@middy/core';
import { kernelRefusals, refused } from '../../schemas/kernel/refusal.ts';
import { problemAnswer, type HttpAnswer } from './http/http-response.ts';

/** Answers whatever no route is there for: API Gateway's own answer is English and no problem+json. */
export function noRoute() {
  return middy<unknown, HttpAnswer>().handler(async (_event: unknown, context): Promise<HttpAnswer> =>
    problemAnswer(refused('route-not-found'), kernelRefusals, context.awsRequestId),
  );
}
