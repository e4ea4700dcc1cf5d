import type { FunctionDefinition } from './functions.ts';
import type { Grant, GrantedResource } from './grant.ts';
import { arnOf, deadLettersId, queueId, roleId } from './logical-id.ts';

/** One role a function. Throws for a function without grants, and for grants without a function. */
export function roleResources(
  functions: readonly FunctionDefinition[],
  grants: Readonly<Record<string, readonly Grant[]>>,
): Readonly<Record<string, object>> {
  const unknown = Object.keys(grants).filter((name) => !functions.some((definition) => definition.name === name));
  if (unknown.length > 0) throw new Error(`Grants of unknown functions: ${unknown.join(', ')}`);
  return Object.fromEntries(
    functions.map(({ name, calls }) => {
      const own = grants[name];
      if (own === undefined) throw new Error(`No grants for the function ${name}`);
      return [
        roleId(name),
        role({ name, policy: calls === undefined ? basicPolicy : '${self:custom.vpc.policy}' }, own),
      ];
    }),
  );
}

/** Writes logs. In a VPC, a function also manages its network interfaces. */
const basicPolicy = 'service-role/AWSLambdaBasicExecutionRole';

function role({ name, policy }: { readonly name: string; readonly policy: string }, grants: readonly Grant[]): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: `\${self:custom.name}-\${self:provider.region}-${name}`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      ManagedPolicyArns: [{ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${policy}` }],
      ...(grants.length === 0
        ? {}
        : {
            Policies: [
              {
                PolicyName: name,
                PolicyDocument: {
                  Version: '2012-10-17',
                  Statement: mergeGrants(grants).map(({ actions, on, condition }) => ({
                    Effect: 'Allow',
                    Action: actions,
                    Resource: on.map(resourceArn),
                    ...(condition === undefined ? {} : { Condition: resolveValues(condition) }),
                  })),
                },
              },
            ],
          }),
    },
  };
}

function resourceArn(resource: GrantedResource): object | string {
  if ('metrics' in resource) return '*';
  if ('table' in resource) return arnOf(resource.table);
  if ('index' in resource) return { 'Fn::Sub': `\${${resource.of}.Arn}/index/${resource.index}` };
  if ('bucket' in resource) return arnOf(resource.bucket);
  if ('objects' in resource) return { 'Fn::Sub': `\${${resource.of}.Arn}/${resource.objects}` };
  if ('queue' in resource) return arnOf(queueId(resource.queue));
  if ('deadLettersOf' in resource) return arnOf(deadLettersId(resource.deadLettersOf));
  if ('key' in resource) return arnOf(resource.key);
  return {
    'Fn::Sub': `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/\${self:custom.name}/${resource.parameter}`,
  };
}

/** Grants of the same resources, or of the same actions, under the same condition make one statement. */
function mergeGrants(grants: readonly Grant[]): readonly Grant[] {
  const byResources = mergeBy(
    grants,
    ({ on }) => on,
    (first, { actions }) => ({
      ...first,
      actions: unique([...first.actions, ...actions]),
    }),
  );
  return mergeBy(
    byResources,
    ({ actions }) => [...actions].toSorted(),
    (first, { on }) => ({
      ...first,
      on: unique([...first.on, ...on]),
    }),
  );
}

function mergeBy(
  grants: readonly Grant[],
  keyOf: (grant: Grant) => unknown,
  merge: (first: Grant, second: Grant) => Grant,
): readonly Grant[] {
  const merged = new Map<string, Grant>();
  for (const grant of grants) {
    const key = JSON.stringify([keyOf(grant), grant.condition]);
    const first = merged.get(key);
    merged.set(key, first === undefined ? grant : merge(first, grant));
  }
  return [...merged.values()];
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Values that name a pseudo parameter are resolved by CloudFormation. */
function resolveValues(condition: NonNullable<Grant['condition']>): object {
  return mapValues(condition, (byKey) =>
    mapValues(byKey, (values) => values.map((value) => (value.includes('${') ? { 'Fn::Sub': value } : value))),
  );
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
