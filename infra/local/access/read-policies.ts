import { z } from 'zod';
import type { ResolvedService } from '../resolved-service.ts';
import { checkOperator, type Condition } from './condition.ts';
import type { Statement } from './policy.ts';
import { type References, resolveText, roleArn } from './resolve-reference.ts';

export type Role = {
  /** The logical id. */
  readonly id: string;
  readonly arn: string;
  readonly statements: readonly Statement[];
};

const oneOrMore = <Value extends z.ZodType>(value: Value) =>
  z.preprocess((stated): unknown => (Array.isArray(stated) ? stated : [stated]), z.array(value));
const Conditions = z.record(
  z.string(),
  z.record(z.string(), oneOrMore(z.union([z.string(), z.boolean(), z.number(), z.record(z.string(), z.unknown())]))),
);
const PolicyStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(z.union([z.string(), z.record(z.string(), z.unknown())])),
  Condition: Conditions.optional(),
});
const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(PolicyStatement) }) });
const RoleResource = z.object({
  Type: z.literal('AWS::IAM::Role'),
  Properties: z.object({ RoleName: z.string(), Policies: z.array(Policy).default([]) }),
});
const BucketPolicy = z.object({
  Type: z.literal('AWS::S3::BucketPolicy'),
  Properties: z.object({
    PolicyDocument: z.object({
      Statement: z.array(PolicyStatement.extend({ Principal: z.unknown() })),
    }),
  }),
});

/** The roles with their inline policies. Managed policies grant nothing that the local stack has. */
export function readRoles(service: ResolvedService, references: References): ReadonlyMap<string, Role> {
  return new Map(
    Object.entries(service.resources.Resources).flatMap(([id, resource]) => {
      const role = RoleResource.safeParse(resource);
      if (!role.success) {
        if (isOfType(resource, 'AWS::IAM::Role')) throw new Error(`${id}: ${z.prettifyError(role.error)}`);
        return [];
      }
      const { RoleName: name, Policies: policies } = role.data.Properties;
      const statements = policies.flatMap(({ PolicyDocument: { Statement: stated } }) =>
        stated.map((statement) => readStatement(statement, references)),
      );
      return [[id, { id, arn: roleArn(references.arnsBelow, name), statements }] as const];
    }),
  );
}

/** What bucket policies deny to everyone; their other statements are for services. */
export function readBucketDenials(service: ResolvedService, references: References): readonly Statement[] {
  return Object.values(service.resources.Resources).flatMap((resource) => {
    if (!isOfType(resource, 'AWS::S3::BucketPolicy')) return [];
    return BucketPolicy.parse(resource).Properties.PolicyDocument.Statement.flatMap((statement) =>
      statement.Effect === 'Deny' && isEveryone(statement.Principal) ? [readStatement(statement, references)] : [],
    );
  });
}

const Everyone = z.union([z.literal('*'), z.object({ AWS: z.literal('*') })]);
const isEveryone = (principal: unknown): boolean => Everyone.safeParse(principal).success;

const isOfType = (resource: unknown, type: string): boolean =>
  z.object({ Type: z.literal(type) }).safeParse(resource).success;

function readStatement(
  { Effect: effect, Action: actions, Resource: resources, Condition: stated = {} }: z.infer<typeof PolicyStatement>,
  references: References,
): Statement {
  const text = (value: unknown): string => resolveText(value, references);
  const conditions = Object.entries(stated).flatMap(([operator, byKey]): Condition[] => {
    checkOperator(operator);
    return Object.entries(byKey).map(([key, values]) => ({
      operator,
      key,
      values: values.map((value) => (typeof value === 'object' ? text(value) : String(value))),
    }));
  });
  return { effect, actions: actions.map(text), resources: resources.map(text), conditions };
}
