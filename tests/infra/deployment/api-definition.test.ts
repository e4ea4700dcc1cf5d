import { expect, test } from 'vitest';
import { defineApiByBody } from '../../../infra/deployment/api-definition.ts';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ofApi = { ApiId: { Ref: 'HttpApi' } };
const api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'prod-guiji', ProtocolType: 'HTTP' } };
const authorizer = {
  Type: 'AWS::ApiGatewayV2::Authorizer',
  Properties: {
    ...ofApi,
    Name: 'authorize',
    IdentitySource: [],
    AuthorizerType: 'REQUEST',
    EnableSimpleResponses: true,
    AuthorizerResultTtlInSeconds: 0,
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizerUri: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }]] },
    AuthorizerCredentialsArn: arn('Role'),
  },
};
const integration = (functionId: string) => ({
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ...ofApi,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: arn(functionId),
    PayloadFormatVersion: '2.0',
    TimeoutInMillis: 30_000,
    CredentialsArn: arn('Role'),
  },
});
const route = (key: string, target: string, others: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ...ofApi,
    RouteKey: key,
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: target }]] },
    ...others,
  },
  DependsOn: target,
});
const authorized = { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } };
const table = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'records' } };
const stage = { Type: 'AWS::ApiGatewayV2::Stage', Properties: ofApi };
const resources = {
  Table: table,
  HttpApi: api,
  Stage: stage,
  Authorizer: authorizer,
  ReadThings: integration('ThingsFunction'),
  Rest: integration('RestFunction'),
  GetThing: route('GET /things/{thing}/parts/{part}', 'ReadThings', authorized),
  DeleteThing: route('DELETE /things/{thing}/parts/{part}', 'ReadThings', authorized),
  Health: route('GET /health', 'ReadThings'),
  Default: route('$default', 'Rest'),
};
const proxy = (functionId: string) => ({
  type: 'aws_proxy',
  httpMethod: 'POST',
  uri: {
    'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${functionId}.Arn}/invocations`,
  },
  credentials: arn('Role'),
  payloadFormatVersion: '2.0',
  timeoutInMillis: 30_000,
});
const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const operation = (description: string, functionId: string, others: object = {}) => ({
  ...others,
  responses: { default: { description } },
  'x-amazon-apigateway-integration': proxy(functionId),
});
const security = { security: [{ authorize: [] }] };

test('routes, integrations and the authorizer become the body of the API; other resources stay', () => {
  expect(defineApiByBody(resources)).toEqual({
    Table: table,
    Stage: stage,
    HttpApi: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        FailOnWarnings: true,
        Body: {
          openapi: '3.0.1',
          info: { title: 'prod-guiji', version: '1.0' },
          paths: {
            '/things/{thing}/parts/{part}': {
              parameters: [parameter('thing'), parameter('part')],
              get: operation('GET /things/{thing}/parts/{part}', 'ThingsFunction', security),
              delete: operation('DELETE /things/{thing}/parts/{part}', 'ThingsFunction', security),
            },
            '/health': { get: operation('GET /health', 'ThingsFunction') },
            '/$default': {
              'x-amazon-apigateway-any-method': operation('$default', 'RestFunction', { isDefaultRoute: true }),
            },
          },
          components: {
            securitySchemes: {
              authorize: {
                type: 'apiKey',
                name: 'Unused',
                in: 'header',
                'x-amazon-apigateway-authorizer': {
                  type: 'request',
                  authorizerUri: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }]] },
                  authorizerCredentials: arn('Role'),
                  authorizerPayloadFormatVersion: '2.0',
                  authorizerResultTtlInSeconds: 0,
                  enableSimpleResponses: true,
                },
              },
            },
          },
        },
      },
    },
  });
});

const changed = (resource: { readonly Properties: object }, others: object) => ({
  ...resource,
  Properties: { ...resource.Properties, ...others },
});

test.each<[string, object, RegExp]>([
  ['CORS', { HttpApi: changed(api, { CorsConfiguration: { AllowOrigins: ['*'] } }) }, /CorsConfiguration/],
  ['tags', { HttpApi: changed(api, { Tags: { city: 'example' } }) }, /Tags/],
  ['a second API', { Second: api }, /2 HTTP APIs instead of one/],
  [
    'an identity source',
    { Authorizer: changed(authorizer, { IdentitySource: ['$request.header.Authorization'] }) },
    /IdentitySource/,
  ],
  ['a JWT authorizer', { Authorizer: changed(authorizer, { AuthorizerType: 'JWT' }) }, /AuthorizerType/],
  [
    'scopes of a route',
    { Health: route('GET /health', 'ReadThings', { AuthorizationScopes: ['api'] }) },
    /AuthorizationScopes/,
  ],
  [
    'authorization by IAM',
    { Health: route('GET /health', 'ReadThings', { AuthorizationType: 'AWS_IAM' }) },
    /AuthorizationType/,
  ],
  [
    'an alias as target',
    { Rest: changed(integration('F'), { IntegrationUri: { Ref: 'FunctionAlias' } }) },
    /IntegrationUri/,
  ],
  ['a route to nothing', { Health: route('GET /health', 'Nothing') }, /has no Nothing/],
  [
    'a route with an unknown authorizer',
    { Health: route('GET /health', 'Rest', { AuthorizerId: { Ref: 'Nobody' } }) },
    /has no Nobody/,
  ],
  ['any method of a path', { Health: route('ANY /health', 'Rest') }, /No method and path: ANY \/health/],
])('%s would be lost in the body, and is refused', (_, others, words) => {
  expect(() => defineApiByBody({ ...resources, ...others })).toThrow(words);
});

test('an integration without credentials is refused: it could not invoke its function', () => {
  const { CredentialsArn: _, ...properties } = integration('F').Properties;
  const without = { Type: 'AWS::ApiGatewayV2::Integration', Properties: properties };
  expect(() => defineApiByBody({ ...resources, Rest: without })).toThrow(/CredentialsArn/);
});
