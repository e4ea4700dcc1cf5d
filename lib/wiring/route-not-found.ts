import middy from '@middy/core';
import { kernelRefusals, refused } from '../../schemas/kernel/refusal.ts';
import { problemResponse, type HttpResponse } from './http/http-response.ts';

/** Replaces API Gateway's own 404, which is neither Chinese nor problem+json. */
export function routeNotFound() {
  return middy<unknown, HttpResponse>().handler(async (_event: unknown, context): Promise<HttpResponse> =>
    problemResponse(refused('route-not-found'), kernelRefusals, context.awsRequestId),
  );
}
