import { z } from 'zod';

/** These parts of an API Gateway HTTP API event (payload 2.0) are read. */
export const HttpEvent = z.object({
  headers: z.record(z.string(), z.string().optional()).default({}),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ''),
  isBase64Encoded: z.boolean().default(false),
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  pathParameters: z
    .record(z.string(), z.string().optional())
    .nullish()
    .transform((values) => values ?? {}),
  queryStringParameters: z
    .record(z.string(), z.string().optional())
    .nullish()
    .transform((values) => values ?? {}),
  requestContext: z.object({
    requestId: z.string(),
    http: z.object({ method: z.string(), sourceIp: z.string().optional() }),
    authorizer: z.object({ lambda: z.unknown() }).nullish(),
  }),
});
export type HttpEvent = z.infer<typeof HttpEvent>;
