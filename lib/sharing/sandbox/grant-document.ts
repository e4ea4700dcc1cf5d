import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Route } from '../../../schemas/kernel/route.ts';
import type { Answer, JsonSchema, Media, OpenapiDocument, Operation } from '../../../schemas/openapi/document.ts';
import { openapiDocument } from '../../../schemas/openapi/openapi-document.ts';
import type { IdentityAddresses } from '../../../schemas/openapi/security-schemes.ts';
import {
  fetchGrantFileRoute,
  listGrantFilesRoute,
  prepareGrantFileRoute,
  readGrantFileRoute,
} from '../../../schemas/sharing/file-routes.ts';
import type { Grant, SharingWay } from '../../../schemas/sharing/grant.ts';
import { sharingWayNames } from '../../../schemas/sharing/names.ts';
import {
  querySandboxRoute,
  readSandboxChangesRoute,
  readSandboxRoute,
  verifySandboxRoute,
} from '../../../schemas/sharing/sandbox-routes.ts';
import {
  queryUnderGrantRoute,
  readChangesUnderGrantRoute,
  readGrantUsageRoute,
  verifyUnderGrantRoute,
} from '../../../schemas/sharing/use-routes.ts';
import type { GrantExamples } from './grant-examples.ts';
import type { GrantedSchemas } from './granted-schemas.ts';

const routesOfWays: Readonly<Record<SharingWay, readonly Route[]>> = {
  query: [queryUnderGrantRoute, querySandboxRoute],
  verify: [verifyUnderGrantRoute, verifySandboxRoute],
  changes: [readChangesUnderGrantRoute, readSandboxChangesRoute],
  // A sandbox makes no files.
  file: [prepareGrantFileRoute, listGrantFilesRoute, readGrantFileRoute, fetchGrantFileRoute],
  // Certificates are used by the routes of their own.
  'look-up': [],
  copy: [],
};

export type GrantParts = {
  readonly grant: Grant;
  readonly version: DatasetVersion;
  readonly identity: IdentityAddresses;
  readonly schemas: GrantedSchemas;
  readonly examples: GrantExamples;
};

/** OpenAPI 3.1 of one grant: its ways, its id in the paths, its fields in the schemas. */
export function grantDocument(parts: GrantParts): OpenapiDocument {
  const { grant, version, identity, schemas } = parts;
  const routes = [...grant.ways.flatMap((way) => routesOfWays[way]), readSandboxRoute, readGrantUsageRoute];
  const whole = openapiDocument(routes, identity);
  const { values } = schemas;
  return {
    ...whole,
    info: {
      title: `${version.content.metadata.name}：共享接口`,
      version: `${version.version}.0.0`,
      description: describeGrant(grant),
    },
    paths: Object.fromEntries(
      Object.entries(whole.paths).map(([path, methods]) => [
        path.replaceAll('{grant}', grant.id),
        Object.fromEntries(Object.entries(methods).map(([method, one]) => [method, ofGrant(one, parts)])),
      ]),
    ),
    components: {
      ...whole.components,
      schemas: Object.fromEntries(
        Object.entries(whole.components.schemas).map(([name, schema]) => [
          name,
          name === 'GrantedRecord' || name === 'GrantedChange' ? withProperty(schema, 'values', values) : schema,
        ]),
      ),
    },
  };
}

function describeGrant({ ways, matter, purpose, quota, from, until, filters }: Grant): string {
  const rows = filters.map(({ field, values }) => `${field} 为 ${values.join('、')}`).join('，并且 ');
  return [
    `按一个授权使用数据的接口。使用方式：${ways.map((way) => sharingWayNames[way]).join('、')}；办理事项：${matter}；用途：${purpose.replace(/。$/, '')}。`,
    `从 ${from} 到 ${until} 有效。${rows === '' ? '' : `只给出这样的记录：${rows}；其他记录与没有的一样。`}`,
    `每日 ${quota.calls} 次调用、${quota.rows} 条、${quota.subjects} 个主体，每分钟 ${quota.callsPerMinute} 次调用。`,
    '每次给出应答的调用计一次，给出几条计几条，查询或给出的主体每日各计一个；被拒绝的调用不计。剩余用量见应答头 RateLimit，超出时应答 429 和 Retry-After。',
    '路径中有 /sandbox 的是沙箱：数据全部是虚构的，应答中 sandbox 为 true；沙箱另行限流，不计入授权的用量。',
  ].join('');
}

function ofGrant(operation: Operation, parts: GrantParts): Operation {
  const { requestBody, responses, parameters, operationId } = operation;
  return {
    ...operation,
    parameters: parameters.filter(({ name }) => name !== 'grant'),
    ...(requestBody === undefined
      ? {}
      : {
          requestBody: {
            ...requestBody,
            content: mapMedia(requestBody.content, (media) => toBody(media, operationId, parts)),
          },
        }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, answer]) => [
        status,
        status.startsWith('2') ? toAnswer(answer, parts.examples.answers[operationId]) : answer,
      ]),
    ),
  };
}

function toAnswer(answer: Answer, value: unknown): Answer {
  if (value === undefined || answer.content === undefined) return answer;
  return {
    ...answer,
    content: mapMedia(answer.content, ({ schema }) => ({ schema, examples: { example: { value } } })),
  };
}

/** Takes out of a body what the grant does not permit, so that a generated client cannot send it. */
function toBody({ schema }: Media, operationId: string, { grant, schemas, examples }: GrantParts): Media {
  const { key, verifiable, hasSubject } = schemas;
  const replaced: Readonly<Record<string, JsonSchema | null>> = {
    key,
    keys: key === null ? null : { type: 'array', items: key, minItems: 1, maxItems: 100 },
    fields: verifiable,
    ...(hasSubject ? {} : { subject: null, subjects: null }),
    matter: { type: 'string', const: grant.matter, description: '办理事项；不带时为授权的事项。' },
  };
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const other = replaced[name];
      if (other === null) return [];
      return [[name, other === undefined ? property : other] as const];
    }),
  );
  const value = examples.bodies[operationId];
  const required = [...(schema.required ?? []), ...(namesCase(grant, operationId) ? ['caseNumber'] : [])];
  const own = { ...schema, properties, ...(required.length === 0 ? {} : { required }) };
  return { schema: own, ...(value === undefined ? {} : { examples: { example: { value } } }) };
}

/** A feed serves many cases, and a sandbox none. */
function namesCase({ caseNumbers }: Grant, operationId: string): boolean {
  return caseNumbers === 'required' && ['queryUnderGrant', 'verifyUnderGrant'].includes(operationId);
}

function mapMedia(content: Readonly<Record<string, Media>>, change: (media: Media) => Media) {
  return Object.fromEntries(Object.entries(content).map(([type, media]) => [type, change(media)]));
}

function withProperty(schema: JsonSchema, name: string, property: JsonSchema): JsonSchema {
  return { ...schema, properties: { ...schema.properties, [name]: property } };
}
