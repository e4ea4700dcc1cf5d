import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { functions } from '../../../../infra/deployment/functions.ts';
import { servedRoutes, servesTheRest } from '../../../../infra/deployment/served-routes.ts';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';
import { templateFaults } from '../../../../infra/tools/build/template-faults.ts';
import {
  measureTemplate,
  quotaFaults,
  quotas,
  Template,
  type TemplateFigures,
} from '../../../../infra/tools/build/template-quotas.ts';
import { routes } from '../../../../schemas/routes.ts';
import { packageTemplate, type PackagedTemplate } from './package-template.ts';

const Operation = z.strictObject({
  isDefaultRoute: z.literal(true).optional(),
  security: z.array(z.record(z.string(), z.array(z.never()))).optional(),
  responses: z.unknown(),
  'x-amazon-apigateway-integration': z.looseObject({ uri: z.strictObject({ 'Fn::Sub': z.string() }) }),
});
const PathItem = z
  .object({ parameters: z.array(z.object({ name: z.string() })).default([]) })
  .catchall(Operation)
  .transform(({ parameters, ...operations }) => ({ parameters, operations }));
const Api = z.object({
  Properties: z.object({
    Body: z.object({
      paths: z.record(z.string(), PathItem),
      components: z.object({ securitySchemes: z.record(z.string(), z.unknown()) }),
    }),
  }),
});
const Whole = z.object({ Resources: z.record(z.string(), z.unknown()) });
const Stage = z.object({
  Properties: z.object({ ApiId: z.object({ Ref: z.string() }), RouteSettings: z.record(z.string(), z.unknown()) }),
  DependsOn: z.unknown(),
});

let packaged: PackagedTemplate;
let template: Template;
let figures: TemplateFigures;
let body: z.infer<typeof Api>['Properties']['Body'];
beforeAll(async () => {
  packaged = await packageTemplate();
  template = Template.parse(packaged.value);
  figures = measureTemplate(template);
  body = Api.parse(template.Resources['HttpApi']).Properties.Body;
});
afterAll(() => packaged.close());

type Served = { readonly route: string; readonly functionId: string; readonly authorizer: string };

const declared = (): readonly Served[] =>
  functions.flatMap(({ name, room, trigger }) => {
    if (trigger.kind !== 'http') return [];
    const source = readFileSync(join(projectDirectory, `functions/${room}/${name}.ts`), 'utf8');
    const functionId = functionIdOf(name);
    return [
      ...servedRoutes(source, routes).map(({ method, path, callers }) => ({
        route: `${method} ${path}`,
        functionId,
        authorizer: callers === 'anyone' ? 'none' : 'authorize',
      })),
      ...(servesTheRest(source) ? [{ route: '$default', functionId, authorizer: 'none' }] : []),
    ];
  });

/** As osls names a function: `portal-public` to `PortalDashpublicLambdaFunction`. */
function functionIdOf(name: string): string {
  const id = name.replaceAll('-', 'Dash');
  return `${id.slice(0, 1).toUpperCase()}${id.slice(1)}LambdaFunction`;
}

const functionOf = ({ 'x-amazon-apigateway-integration': { uri } }: z.infer<typeof Operation>): string =>
  /functions\/\$\{(\w+)\.Arn\}\/invocations$/.exec(uri['Fn::Sub'])?.[1] ?? 'none';

const defined = (): readonly Served[] =>
  Object.entries(body.paths).flatMap(([path, { operations }]) =>
    Object.entries(operations).map(([method, operation]) => ({
      route: operation.isDefaultRoute === true ? '$default' : `${method.toUpperCase()} ${path}`,
      functionId: functionOf(operation),
      authorizer: Object.keys(operation.security?.[0] ?? { none: [] }).join(),
    })),
  );

const inOrder = (served: readonly Served[]) => served.toSorted((a, b) => (a.route < b.route ? -1 : 1));

test('the API has every route once, for its function, with the authorizer or open to anyone', () => {
  expect(inOrder(declared())).toHaveLength(routes.length + 1);
  expect(inOrder(defined())).toEqual(inOrder(declared()));
});

test('the functions and the authorizer of the API exist', () => {
  for (const { functionId } of defined()) expect(template.Resources[functionId]?.Type).toBe('AWS::Lambda::Function');
  expect(Object.keys(body.components.securitySchemes)).toEqual(['authorize']);
});

test('paths declare their parameters, and none differ only in the names of them', () => {
  const paths = Object.keys(body.paths);
  for (const [path, { parameters }] of Object.entries(body.paths))
    expect(parameters.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
  expect(new Set(paths.map((path) => path.replaceAll(/\{\w+\}/g, '{}'))).size).toBe(paths.length);
});

test('the stage limits routes that the API has, exactly the open ones, and is made after the API', () => {
  const stage = Stage.parse(Whole.parse(packaged.value).Resources['HttpApiStage']);
  const open = defined().filter(({ route, authorizer }) => authorizer === 'none' && route !== '$default');
  expect(Object.keys(stage.Properties.RouteSettings).toSorted()).toEqual(open.map(({ route }) => route).toSorted());
  expect(stage.Properties.ApiId).toEqual({ Ref: 'HttpApi' });
  expect(stage.DependsOn).toBe('HttpApiLogGroup');
});

test('beside its body the API has a stage only', () => {
  const types = Object.values(template.Resources).map(({ Type }) => Type);
  expect(types.filter((type) => type.startsWith('AWS::ApiGatewayV2::')).toSorted()).toEqual([
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Stage',
  ]);
});

test('the template keeps its quotas and stays below the bar', () => {
  expect(quotaFaults(figures)).toEqual([]);
  expect(figures.resources).toBeLessThanOrEqual(quotas.resourcesBar);
  expect(figures.routes).toBe(routes.length + 1);
  expect(figures.templateBytes).toBeGreaterThan(100_000);
});

test('the template is valid, and names no partition', () => {
  expect(templateFaults(packaged.path)).toEqual([]);
  expect(JSON.stringify(template)).not.toMatch(/arn:aws(-cn)?:/);
});
