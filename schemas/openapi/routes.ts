import { z } from 'zod';
import { route } from '../kernel/route.ts';

const noParams = z.object({});

export const openapiRoute = route({
  operation: 'openapi',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: '取得本平台的接口说明文档（OpenAPI 3.1）。',
  callers: 'anyone',
  params: noParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: z.record(z.string(), z.unknown()) },
  refusals: {},
});

export const docsRoute = route({
  operation: 'docs',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/docs',
  summary: '阅读接口说明：每个接口的用途、角色、参数、示例和可能的提示。',
  callers: 'anyone',
  params: noParams,
  query: noParams,
  body: null,
  answer: { status: 200, file: 'text/html; charset=utf-8' },
  refusals: {},
});

/** For monitors: says that API and functions answer. It reads nothing, so that it costs nothing and tells nothing. */
export const healthRoute = route({
  operation: 'health',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/health',
  summary: '供监控程序检查接口是否应答，不读取任何数据。',
  callers: 'anyone',
  params: noParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: z.object({ status: z.literal('ok') }) },
  refusals: {},
});

export const openapiRoutes = [openapiRoute, docsRoute, healthRoute] as const;
