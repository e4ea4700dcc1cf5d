import { z } from 'zod';
import type { Need } from './policy.ts';
import { type ArnParts, serviceArn } from './resolve-reference.ts';

const Queue = z.object({ QueueUrl: z.string().optional(), QueueName: z.string().optional() });

/** A batch of messages needs the action of one. */
export function sqsNeeds(operation: string, body: unknown, parts: ArnParts): readonly Need[] {
  const { QueueUrl: url, QueueName: name } = Queue.parse(body);
  const queue = name ?? url?.slice(url.lastIndexOf('/') + 1) ?? '*';
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: serviceArn(parts, 'sqs', queue) }];
}

const Key = z.object({ KeyId: z.string().default('*') });

/** An alias needs the action on its key: IAM knows keys by ARN only. */
export function kmsNeeds(
  operation: string,
  body: unknown,
  { parts, keyAliases }: { readonly parts: ArnParts; readonly keyAliases: ReadonlyMap<string, string> },
): readonly Need[] {
  const { KeyId: name } = Key.parse(body);
  const short = name.slice(name.startsWith('arn:') ? serviceArn(parts, 'kms', '').length : 0);
  const id = keyAliases.get(short) ?? short.replace(/^key\//, '');
  return [{ action: `kms:${operation}`, resource: serviceArn(parts, 'kms', `key/${id}`) }];
}

const Parameter = z.object({
  Name: z.string().optional(),
  Names: z.array(z.string()).optional(),
  Path: z.string().optional(),
});

/** The parameter `/guiji/x` is the resource `parameter/guiji/x`. */
export function ssmNeeds(operation: string, body: unknown, parts: ArnParts): readonly Need[] {
  const { Name: name, Names: names = [], Path: path } = Parameter.parse(body);
  const named = [name, path, ...names].flatMap((one) => (one === undefined ? [] : [one.replace(/^\//, '')]));
  return (named.length === 0 ? ['*'] : named).map((one) => ({
    action: `ssm:${operation}`,
    resource: serviceArn(parts, 'ssm', `parameter/${one}`),
  }));
}

/** Metrics are no resources: a policy grants all of them or none. */
export function metricsNeeds(operation: string): readonly Need[] {
  return [{ action: `cloudwatch:${operation}`, resource: '*' }];
}
