import { z } from 'zod';

const roleName = 'ApiInvokesRole';

const Resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
type Resource = z.infer<typeof Resource>;
const FunctionArn = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });

/**
 * Lets the API call its functions by one role, which may invoke these functions and nothing else. osls writes a
 * permission for each function instead: as many resources as there are HTTP functions.
 */
export function invokeByRole(resources: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const parsed = Object.entries(resources).map(([id, value]): [string, Resource] => [id, Resource.parse(value)]);
  const invoked = new Set<string>();
  const kept = parsed.flatMap(([id, resource]): [string, Resource][] => {
    if (isPermissionOfApi(resource)) {
      invoked.add(FunctionArn.parse(resource.Properties['FunctionName'])['Fn::GetAtt'][0]);
      return [];
    }
    return [[id, withCredentials(resource)]];
  });
  return { ...Object.fromEntries(kept), [roleName]: role([...invoked]) };
}

function isPermissionOfApi({ Type, Properties }: Resource): boolean {
  return Type === 'AWS::Lambda::Permission' && Properties['Principal'] === 'apigateway.amazonaws.com';
}

function withCredentials(resource: Resource): Resource {
  const credentials = { 'Fn::GetAtt': [roleName, 'Arn'] };
  const property = {
    'AWS::ApiGatewayV2::Integration': 'CredentialsArn',
    'AWS::ApiGatewayV2::Authorizer': 'AuthorizerCredentialsArn',
  };
  const name = Object.entries(property).find(([type]) => type === resource.Type)?.[1];
  return name === undefined ? resource : { ...resource, Properties: { ...resource.Properties, [name]: credentials } };
}

function role(functions: readonly string[]): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'invoke',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'lambda:InvokeFunction',
                Resource: functions.map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
              },
            ],
          },
        },
      ],
    },
  };
}
