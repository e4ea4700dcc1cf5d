import { z } from 'zod';
import type { Callers, Route } from '../kernel/route.ts';
import { fileExample } from './answers/file-examples.ts';
import { makeExample } from './answers/make-example.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { Answer, JsonSchema, Media, OpenapiDocument, Operation, Parameter } from './document.ts';
import { bodyExamples, parameterExample } from './examples.ts';
import { jsonSchemas, type RouteSchemas } from './json-schemas.ts';
import { parameterNote } from './parameter-notes.ts';
import { problemExamples, type FindProblemName } from './problem-examples.ts';
import { roleNames, roomNames } from './room-names.ts';
import { buildSecurity, buildSecuritySchemes, placeholderIdentity } from './security-schemes.ts';

/** Builds an OpenAPI 3.1 document, deterministically. */
export function openapiDocument(routes: readonly Route[], identity = placeholderIdentity): OpenapiDocument {
  const security = buildSecurity(identity);
  const schemas = jsonSchemas(routes);
  const problems = problemExamples(routes);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes)
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: buildOperation(route, { schemas, security, findName: problems.findName }),
    };
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: '归集平台接口',
      version: '1.0.0',
      description: [
        '各部门按统一目录报送数据、查看检查结果、查询归集数据的接口。',
        '请求和应答均为 UTF-8 编码的 JSON；',
        '不成功时应答 application/problem+json（RFC 9457），其中 code 供程序判断，title 和 detail 供人阅读，errors 指出输入中的位置（RFC 6901）。',
        '应答头 X-Request-Id 为请求编号，求助时请提供。',
      ].join(''),
    },
    servers: [{ url: '/', description: '本平台' }],
    tags: [...new Set(routes.map(({ room }) => room))].map((room) => roomNames[room]),
    paths,
    components: {
      schemas: schemas.components,
      examples: problems.examples,
      securitySchemes: buildSecuritySchemes(identity),
    },
  };
}

type Context = {
  readonly schemas: RouteSchemas;
  readonly security: Operation['security'];
  readonly findName: FindProblemName;
};

function buildOperation(route: Route, { schemas, security, findName }: Context): Operation {
  const { callers } = route;
  return {
    operationId: route.operation.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    tags: [roomNames[route.room].name],
    summary: route.summary,
    description: describeCallers(route),
    security: callers === 'anyone' ? [] : security,
    ...(callers === 'anyone' ? {} : { 'x-roles': callers === 'signed-in' ? [] : callers }),
    parameters: [
      ...buildParameters('path', route),
      ...buildParameters('query', route),
      ...(route.idempotent === true ? [idempotencyKeyParameter] : []),
    ],
    ...(route.body === null
      ? {}
      : {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { 'application/json': buildRequestBody(route, schemas) },
          },
        }),
    responses: { ...buildSuccessResponse(route, schemas), ...buildRefusalResponses(route, findName) },
  };
}

function describeCallers({ callers, idempotent, cacheSeconds }: Route): string {
  const who = describeRoles(callers);
  const caching =
    cacheSeconds === undefined ? '' : `应答可缓存 ${cacheSeconds} 秒；携带 If-None-Match 且内容未变时应答 304。`;
  return `${who}${caching}${idempotent === true ? '携带 Idempotency-Key 时，24 小时内重复同一请求只办理一次，并得到第一次的应答。' : ''}`;
}

function describeRoles(callers: Callers): string {
  if (callers === 'anyone') return '任何人都可以调用，不需要令牌。';
  if (callers === 'signed-in') return '持有有效令牌的任何角色都可以调用。';
  return `可以调用的角色：${callers.map((role) => `${roleNames[role]}（${role}）`).join('、')}。`;
}

const idempotencyKeyParameter: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: '幂等键，建议每个新请求用一个新的 UUID；重试同一请求时保持不变。',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  example: '8e2f6c1a-5d0b-4f37-9c55-0a6d3a1f7b42',
};

function buildParameters(location: 'path' | 'query', route: Route): readonly Parameter[] {
  const { shape }: { shape: Readonly<Record<string, z.core.$ZodType>> } =
    location === 'path' ? route.params : route.query;
  return Object.entries(shape).map(([name, schema]) => ({
    name,
    in: location,
    required: location === 'path' || !z.safeParse(schema, undefined).success,
    ...buildNote(route, name),
    schema: plain(z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' })),
    ...buildExample(name, schema),
  }));
}

function buildNote({ operation }: Route, name: string): Pick<Parameter, 'description'> {
  const description = parameterNote(operation, name);
  return description === undefined ? {} : { description };
}

function buildExample(name: string, schema: z.core.$ZodType): Pick<Parameter, 'example'> {
  const example = parameterExample(name, schema);
  return example === undefined ? {} : { example };
}

function buildRequestBody(route: Route, schemas: RouteSchemas): Media {
  const value = bodyExamples[route.operation];
  return { schema: schemas.body(route), ...(value === undefined ? {} : { examples: { example: { value } } }) };
}

const successNames = { 200: '成功。', 201: '已创建。', 202: '已受理。' } as const;
const rateLimitHeaders = {
  RateLimit: {
    description: '今天（day）和这一分钟（minute）剩余的调用次数 r，以及多少秒后重新计数 t。',
    schema: { type: 'string' },
  },
  'RateLimit-Policy': { description: '授权的用量上限：每 w 秒 q 次调用。', schema: { type: 'string' } },
} as const;
const quotaHeaders = {
  ...rateLimitHeaders,
  'Retry-After': { description: '多少秒后可以再试。', schema: { type: 'integer' } },
} as const;
const requestIdHeader = { 'X-Request-Id': { description: '请求编号。', schema: { type: 'string' } } };

function buildSuccessResponse(route: Route, schemas: RouteSchemas): Readonly<Record<string, Answer>> {
  const { answer } = route;
  if ('body' in answer)
    return {
      [answer.status]: {
        description: successNames[answer.status],
        headers: { ...requestIdHeader, ...(route.rateLimited === true ? rateLimitHeaders : {}) },
        content: { 'application/json': buildAnswer(route, schemas) },
      },
    };
  if ('file' in answer)
    return {
      200: { description: '文件内容。', headers: requestIdHeader, content: { [answer.file]: buildFile(answer.file) } },
    };
  return {
    303: {
      description: '请转到 Location 给出的地址。',
      headers: {
        ...requestIdHeader,
        Location: {
          description: '短期有效的地址。',
          schema: { type: 'string', format: 'uri' },
          example: 'https://objects.example.cn/files/example.pdf?signature=example',
        },
      },
    },
  };
}

function buildAnswer(route: Route, schemas: RouteSchemas): Media {
  const schema = schemas.answer(route);
  return { schema, examples: { example: { value: makeExample(route.operation, schema, schemas.components) } } };
}

function buildFile(mediaType: string): Media {
  const example = fileExample(mediaType);
  return { schema: {}, ...(example === undefined ? {} : { examples: { example } }) };
}

function buildRefusalResponses(route: Route, findName: FindProblemName): Readonly<Record<string, Answer>> {
  const byStatus = Map.groupBy(collectRefusals(route), ([, { status }]) => status);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([one], [other]) => one - other)
      .map(([status, refusals]) => [
        status,
        {
          description: `${refusals.map(([, { title }]) => title).join('；')}。`,
          headers: { ...requestIdHeader, ...(status === 429 ? quotaHeaders : {}) },
          content: {
            'application/problem+json': {
              schema: {
                allOf: [
                  { $ref: '#/components/schemas/Problem' },
                  { properties: { code: { enum: refusals.map(([code]) => code) } } },
                ],
              },
              examples: Object.fromEntries(
                refusals.map(([code, phrase]) => [code, { $ref: `#/components/examples/${findName(code, phrase)}` }]),
              ),
            },
          },
        },
      ]),
  );
}

function plain({ $schema: _dialect, ...schema }: JsonSchema): JsonSchema {
  const { maximum, ...rest } = schema;
  return maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? rest : { ...rest, maximum };
}
