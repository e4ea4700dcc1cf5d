import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { handler } from '../../functions/catalogue/documents-public.ts';
import { formats } from '../../lib/kernel/formats/index.ts';
import { renderDocsPage } from '../../schemas/openapi/docs-page.ts';
import { bodyExamples, parameterExample } from '../../schemas/openapi/examples.ts';
import { openapiDocument } from '../../schemas/openapi/openapi-document.ts';
import { propertyNotes } from '../../schemas/openapi/property-notes.ts';
import { docsRoute, openapiRoute } from '../../schemas/openapi/routes.ts';
import { routes } from '../../schemas/routes.ts';
import { httpEvent, invoke } from './invoke.ts';

const document = openapiDocument(routes);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const text = JSON.stringify(document);

test('docs/openapi.json is up to date with the routes', () => {
  const stored = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  expect(stored, 'run: npm run generate').toBe(`${JSON.stringify(document, null, 2)}\n`);
});

test('the same routes give the same document', () => {
  expect(JSON.stringify(openapiDocument(routes))).toBe(text);
});

test('every route is an operation, and every operation has an id of its own', () => {
  expect(operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).toSorted()).toEqual(
    routes.map(({ method, path }) => `${method} ${path}`).toSorted(),
  );
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(ids).toEqual([...new Set(ids)]);
});

test('every reference resolves', () => {
  const targets = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');
  expect(targets.length).toBeGreaterThan(50);
  const places = new Set([
    ...Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`),
    ...Object.keys(document.components.examples).map((name) => `#/components/examples/${name}`),
  ]);
  expect([...new Set(targets)].filter((target) => !places.has(target))).toEqual([]);
});

test('every component is used', () => {
  const names = [
    ...Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`),
    ...Object.keys(document.components.examples).map((name) => `#/components/examples/${name}`),
  ];
  expect(names.filter((name) => !text.includes(`"$ref":"${name}"`))).toEqual([]);
});

describe.each(operations.map((place) => [place.operation.operationId, place] as const))(
  '%s',
  (_, { path, operation }) => {
    test('declares its path parameters', () => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(
        inPath,
      );
      expect(
        operation.parameters.filter((parameter) => parameter.in === 'path').every(({ required }) => required),
      ).toBe(true);
    });

    test('declares one success and an internal error', () => {
      const statuses = Object.keys(operation.responses).map(Number);
      expect(statuses.filter((status) => status < 400)).toHaveLength(1);
      expect(statuses).toContain(500);
    });

    test('requires a token unless anyone may call', () => {
      expect(operation.security).toEqual(
        operation['x-roles'] === undefined ? [] : [{ oauth2: ['api'] }, { token: [] }],
      );
      expect('401' in operation.responses).toBe(operation['x-roles'] !== undefined);
    });
  },
);

test.each(routes.filter(({ body }) => body !== null).map((route) => [route.operation, route] as const))(
  'the example body of %s is valid',
  (name, route) => {
    expect(route.body?.safeParse(bodyExamples[name]).error?.issues ?? []).toEqual([]);
    expect(bodyExamples).toHaveProperty(name);
  },
);

test('the examples of look-ups use valid identity numbers', () => {
  const keys = ['query-records', 'read-history'].map(
    (name) => z.object({ key: z.object({ id_number: z.string() }) }).parse(bodyExamples[name]).key.id_number,
  );
  for (const key of keys) expect(formats['citizen-id'].examples).toContain(key);
});

test('the examples of parameters are valid', () => {
  const without = routes.flatMap((route) =>
    Object.entries(route.params.shape).flatMap(([name, schema]) =>
      parameterExample(name, schema) === undefined ? [`${route.operation} ${name}`] : [],
    ),
  );
  expect(without).toEqual([]);
});

test('no example is left without its route', () => {
  const names = routes.filter(({ body }) => body !== null).map((route) => route.operation);
  expect(Object.keys(bodyExamples).filter((name) => !names.includes(name))).toEqual([]);
});

test('a schema that differs between input and output has two names', () => {
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(['DatasetContent', 'DatasetContentInput']),
  );
  expect(JSON.stringify(document.paths['/api/v1/datasets']?.['post']?.requestBody)).toContain(
    '#/components/schemas/DatasetContentInput',
  );
  expect(document.components.schemas['DatasetContentInput']?.required).not.toContain('onRejectedRows');
  expect(document.components.schemas['DatasetContent']?.required).toContain('onRejectedRows');
});

describe('the readable page', () => {
  const page = renderDocsPage(document);

  test('loads nothing from other places and runs no scripts', () => {
    expect(page).not.toMatch(
      /<script|<link(?! rel="icon" href="data:," \/>)|<img|@import|url\(|https?:\/\/(?!json-schema|[a-z.]*example)/,
    );
  });

  test('shows every operation and every refusal, and every internal link resolves', () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const { operation } of operations) expect(ids).toContain(operation.operationId);
    for (const { refusals } of routes)
      for (const code of Object.keys(refusals)) expect(ids).toContain(`refusal-${code}`);
    expect([...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.has(id))).toEqual([]);
  });

  test('asks the stage’s provider for a token, in a line that a shell takes as it is', () => {
    const told = renderDocsPage(document, 'https://identity.test/realm/token?a=1&b=2');
    expect(told).toMatch(/&apos;https:\/\/identity\.test\/realm\/token\?a=1&amp;b=2&apos; \| jq -r \.access_token/);
    expect(told).not.toContain('/oidc/token');
    expect(page).toContain('统一身份认证的令牌地址');
  });

  test('escapes what the routes say', () => {
    const [first] = routes;
    if (first === undefined) throw new Error('no routes');
    expect(renderDocsPage(openapiDocument([{ ...first, summary: '<b onclick="x">&' }]))).toContain(
      '&lt;b onclick=&quot;x&quot;&gt;&amp;',
    );
  });
});

describe('property notes', () => {
  const { schemas } = document.components;
  const placesIn = (schema: unknown, place = ''): string[] => {
    const {
      properties = {},
      items,
      oneOf = [],
    } = z
      .object({
        properties: z.record(z.string(), z.unknown()).optional(),
        items: z.unknown().optional(),
        oneOf: z.array(z.unknown()).optional(),
      })
      .catch({})
      .parse(schema);
    return [
      ...Object.entries(properties).flatMap(([name, inner]) => [
        `${place}${name}`,
        ...placesIn(inner, `${place}${name}.`),
      ]),
      ...(items === undefined ? [] : placesIn(items, place)),
      ...oneOf.flatMap((branch) => placesIn(branch, place)),
    ];
  };
  const operationOf = new Map(
    routes.map((route) => [route.operation, document.paths[route.path]?.[route.method.toLowerCase()]]),
  );

  test.each(Object.entries(propertyNotes))('every note on %s belongs to an existing property', (name, notes) => {
    const operation = operationOf.get(name);
    const media =
      operation === undefined
        ? []
        : [
            ...Object.values(operation.requestBody?.content ?? {}),
            ...Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
              Number(status) < 400 ? Object.values(content) : [],
            ),
          ];
    const places = operation === undefined ? placesIn(schemas[name]) : media.flatMap(({ schema }) => placesIn(schema));
    expect(Object.keys(notes).filter((place) => !places.includes(place))).toEqual([]);
  });

  test.each([
    'Problem',
    'Department',
    'Delivery',
    'RowCounts',
    'Finding',
    'LinkState',
    'PublicationView',
    'RecordView',
    'RecordChange',
    'RecordHistoryEntry',
    'Lineage',
  ])('every property of %s is explained', (name) => {
    expect(placesIn(schemas[name]).filter((place) => propertyNotes[name]?.[place] === undefined)).toEqual([]);
  });

  test('a note that translates the values of an enum names each of them', () => {
    const enums = [...text.matchAll(/"enum":(\[[^\]]*\]),"description":"([^"]*)"/g)].map(
      ([, values = '', note = '']) => ({
        values: z.array(z.string()).parse(JSON.parse(values)),
        named: [...note.matchAll(/(?<![\w-])[a-z]+(?:-[a-z]+)*(?= \p{Script=Han})/gu)].map(([word]) => word),
      }),
    );
    const translated = enums.filter(({ named }) => named.length > 0);
    expect(translated.length).toBeGreaterThan(10);
    for (const { values, named } of translated) expect(values).toEqual(expect.arrayContaining(named));
  });

  test('the page shows them', () => {
    expect(renderDocsPage(document)).toContain('<td>有错误而退回的行</td>');
  });
});

const answers = operations.flatMap(({ operation }) =>
  Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
    Object.entries(content).map(([mediaType, media]) => ({
      at: `${operation.operationId} ${status}`,
      mediaType,
      media,
    })),
  ),
);

test('the document is valid OpenAPI', async () => {
  expect(await new Validator().validate(z.record(z.string(), z.unknown()).parse(JSON.parse(text)))).toMatchObject({
    valid: true,
  });
});

test('no parameter is without a description', () => {
  const all = operations.flatMap(({ operation }) =>
    operation.parameters.map((parameter) => [operation.operationId, parameter] as const),
  );
  expect(all.length).toBeGreaterThan(200);
  expect(all.filter(([, { description = '' }]) => description === '').map(([id, { name }]) => `${id} ${name}`)).toEqual(
    [],
  );
});

test('no answer and no refusal is without an example', () => {
  expect(answers.length).toBeGreaterThan(1000);
  expect(
    answers.filter(({ media: { examples = {} } }) => Object.keys(examples).length === 0).map(({ at }) => at),
  ).toEqual([]);
});

test.each(
  routes.flatMap((route) => ('body' in route.answer ? [[route.operation, route, route.answer.body] as const] : [])),
)('the example answer of %s is what the function may answer', (_, { path, method, answer }, body) => {
  const media = document.paths[path]?.[method.toLowerCase()]?.responses[answer.status]?.content?.['application/json'];
  const example = media?.examples?.['example'];
  if (example === undefined || !('value' in example)) throw new Error('no example');
  expect(body.safeParse(example.value).error?.issues ?? []).toEqual([]);
});

test('the document of the repository says that its addresses are placeholders', () => {
  expect(document.components.securitySchemes['oauth2']).toMatchObject({
    type: 'oauth2',
    description: expect.stringContaining('占位'),
    flows: {
      clientCredentials: { tokenUrl: 'https://identity.invalid/token', scopes: { api: expect.any(String) } },
      authorizationCode: { authorizationUrl: 'https://identity.invalid/authorize' },
    },
  });
});

describe('served by a stage', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('the document names where the issuer says tokens are had, and the page is of the same document', async () => {
    await using provider = await openProvider();
    vi.stubEnv('OIDC_ISSUER', provider.issuer);
    vi.stubEnv('OIDC_SCOPE', 'api');
    const served = openapiDocument(routes, {
      issuer: provider.issuer,
      scope: 'api',
      endpoints: { tokenUrl: `${provider.issuer}/token`, authorizationUrl: `${provider.issuer}/auth` },
    });
    expect((await invoke(handler, httpEvent(openapiRoute))).json).toEqual(JSON.parse(JSON.stringify(served)));
    const page = await invoke(handler, httpEvent(docsRoute));
    expect([page.statusCode, Buffer.from(page.body, 'base64').toString()]).toEqual([
      200,
      renderDocsPage(served, `${provider.issuer}/token`),
    ]);
  });
});

async function openProvider() {
  let issuer = '';
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/auth` }),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
