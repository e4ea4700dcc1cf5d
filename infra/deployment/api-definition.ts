import { z } from 'zod';

type Resources = Readonly<Record<string, unknown>>;

const Reference = z.strictObject({ Ref: z.string() });
const FunctionArn = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const Tagged = z.looseObject({ Type: z.string() });

// Strict: what the definition does not carry over is refused, not lost.
const Api = z.strictObject({
  Type: z.literal('AWS::ApiGatewayV2::Api'),
  Properties: z.strictObject({
    Name: z.string(),
    ProtocolType: z.literal('HTTP'),
    Description: z.undefined().optional(),
    DisableExecuteApiEndpoint: z.undefined().optional(),
  }),
});
const Authorizer = z.strictObject({
  Type: z.literal('AWS::ApiGatewayV2::Authorizer'),
  Properties: z.strictObject({
    ApiId: Reference,
    Name: z.string(),
    IdentitySource: z.tuple([]),
    AuthorizerType: z.literal('REQUEST'),
    EnableSimpleResponses: z.boolean(),
    AuthorizerResultTtlInSeconds: z.number(),
    AuthorizerPayloadFormatVersion: z.string(),
    AuthorizerUri: z.unknown(),
    AuthorizerCredentialsArn: z.unknown(),
  }),
  DependsOn: z.undefined().optional(),
});
type Authorizer = z.infer<typeof Authorizer>;
const Integration = z.strictObject({
  Type: z.literal('AWS::ApiGatewayV2::Integration'),
  Properties: z.strictObject({
    ApiId: Reference,
    IntegrationType: z.literal('AWS_PROXY'),
    IntegrationUri: FunctionArn,
    PayloadFormatVersion: z.string(),
    TimeoutInMillis: z.number(),
    CredentialsArn: z.unknown(),
  }),
  DependsOn: z.undefined().optional(),
});
type Integration = z.infer<typeof Integration>;
const Route = z.strictObject({
  Type: z.literal('AWS::ApiGatewayV2::Route'),
  Properties: z.strictObject({
    ApiId: Reference,
    RouteKey: z.string(),
    Target: z.strictObject({
      'Fn::Join': z.tuple([z.literal('/'), z.tuple([z.literal('integrations'), Reference])]),
    }),
    AuthorizationType: z.literal('CUSTOM').optional(),
    AuthorizerId: Reference.optional(),
    AuthorizationScopes: z.undefined().optional(),
  }),
  DependsOn: z.string(),
});
type Route = z.infer<typeof Route>;

/**
 * Moves routes, integrations and authorizers of the API, which osls writes as resources, into the API's `Body`:
 * OpenAPI 3.0 with the extensions of API Gateway, which imports it as one resource. Throws for a property that the
 * body would lose. Integrations need their credentials first (`invokeByRole`).
 */
export function defineApiByBody(resources: Resources): Resources {
  const apis = read(resources, 'AWS::ApiGatewayV2::Api', Api);
  const [id] = [...apis.keys()];
  const api = id === undefined ? undefined : apis.get(id);
  if (id === undefined || api === undefined || apis.size > 1) throw new Error(`${apis.size} HTTP APIs instead of one`);
  const authorizers = read(resources, 'AWS::ApiGatewayV2::Authorizer', Authorizer);
  const integrations = read(resources, 'AWS::ApiGatewayV2::Integration', Integration);
  const routes = read(resources, 'AWS::ApiGatewayV2::Route', Route);
  const moved = new Set([...authorizers.keys(), ...integrations.keys(), ...routes.keys()]);
  const body = {
    openapi: '3.0.1',
    info: { title: api.Properties.Name, version: '1.0' },
    paths: pathsOf([...routes.values()], integrations, authorizers),
    components: {
      securitySchemes: Object.fromEntries(
        [...authorizers.values()].map((authorizer) => [authorizer.Properties.Name, securityScheme(authorizer)]),
      ),
    },
  };
  return {
    ...Object.fromEntries(Object.entries(resources).filter(([name]) => !moved.has(name))),
    // A warning would be a part that was left out, such as a route without its authorizer.
    [id]: { Type: api.Type, Properties: { Body: body, FailOnWarnings: true } },
  };
}

function read<T>(resources: Resources, type: string, schema: z.ZodType<T>): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(resources)
      .filter(([, resource]) => Tagged.parse(resource).Type === type)
      .map(([id, resource]) => [id, schema.parse(resource)]),
  );
}

function pathsOf(
  routes: readonly Route[],
  integrations: ReadonlyMap<string, Integration>,
  authorizers: ReadonlyMap<string, Authorizer>,
): Readonly<Record<string, object>> {
  const paths: Record<string, object> = {};
  for (const route of routes) {
    const { RouteKey, Target, AuthorizerId } = route.Properties;
    const integration = find(integrations, Target['Fn::Join'][1][1].Ref);
    const authorizer = AuthorizerId === undefined ? undefined : find(authorizers, AuthorizerId.Ref);
    const { path, method, ...known } = placeOf(RouteKey);
    const operation = {
      ...known,
      ...(authorizer === undefined ? {} : { security: [{ [authorizer.Properties.Name]: [] }] }),
      responses: { default: { description: RouteKey } },
      'x-amazon-apigateway-integration': proxy(integration),
    };
    paths[path] = { ...(paths[path] ?? parametersOf(path)), [method]: operation };
  }
  return paths;
}

function find<T>(resources: ReadonlyMap<string, T>, id: string): T {
  const resource = resources.get(id);
  if (resource === undefined) throw new Error(`The template has no ${id}`);
  return resource;
}

type Place = { readonly path: string; readonly method: string; readonly isDefaultRoute?: true };

function placeOf(routeKey: string): Place {
  if (routeKey === '$default')
    return { path: '/$default', method: 'x-amazon-apigateway-any-method', isDefaultRoute: true };
  const [, method, path] = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*)$/.exec(routeKey) ?? [];
  if (method === undefined || path === undefined) throw new Error(`No method and path: ${routeKey}`);
  return { path, method: method.toLowerCase() };
}

/** OpenAPI wants each parameter of a path declared. */
function parametersOf(path: string): object {
  const parameters = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return parameters.length === 0 ? {} : { parameters };
}

function proxy({ Properties }: Integration): object {
  const [functionId] = Properties.IntegrationUri['Fn::GetAtt'];
  return {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: {
      'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${functionId}.Arn}/invocations`,
    },
    credentials: Properties.CredentialsArn,
    payloadFormatVersion: Properties.PayloadFormatVersion,
    timeoutInMillis: Properties.TimeoutInMillis,
  };
}

function securityScheme({ Properties }: Authorizer): object {
  return {
    // OpenAPI wants a header named; without an identity source the function gets every request, whatever its headers.
    type: 'apiKey',
    name: 'Unused',
    in: 'header',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: Properties.AuthorizerUri,
      authorizerCredentials: Properties.AuthorizerCredentialsArn,
      authorizerPayloadFormatVersion: Properties.AuthorizerPayloadFormatVersion,
      authorizerResultTtlInSeconds: Properties.AuthorizerResultTtlInSeconds,
      enableSimpleResponses: Properties.EnableSimpleResponses,
    },
  };
}
