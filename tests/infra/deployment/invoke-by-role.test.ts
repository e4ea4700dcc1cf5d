import { expect, test } from 'vitest';
import { invokeByRole } from '../../../infra/deployment/invoke-by-role.ts';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const permission = (id: string, principal: string) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName: arn(id), Action: 'lambda:InvokeFunction', Principal: principal },
});

test('the API invokes its functions and the authorizer by one role, and nothing else', () => {
  const table = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'records' } };
  const changed = invokeByRole({
    Table: table,
    Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { IntegrationUri: arn('Api') } },
    Authorizer: { Type: 'AWS::ApiGatewayV2::Authorizer', Properties: { Name: 'authorize' } },
    ApiPermission: permission('Api', 'apigateway.amazonaws.com'),
    AuthorizePermission: permission('Authorize', 'apigateway.amazonaws.com'),
    SweepPermission: permission('Sweep', 'events.amazonaws.com'),
  });
  expect(changed).toEqual({
    Table: table,
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { IntegrationUri: arn('Api'), CredentialsArn: arn('ApiInvokesRole') },
    },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: { Name: 'authorize', AuthorizerCredentialsArn: arn('ApiInvokesRole') },
    },
    SweepPermission: permission('Sweep', 'events.amazonaws.com'),
    ApiInvokesRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
        Policies: [
          {
            PolicyName: 'invoke',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: [arn('Api'), arn('Authorize')] },
              ],
            },
          },
        ],
      },
    },
  });
});
