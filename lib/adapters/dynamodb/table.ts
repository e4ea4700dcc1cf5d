import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export type Table = { readonly client: DynamoDBDocumentClient; readonly name: string };

export type Item = Record<string, unknown>;

/** `{ expression: '#lockVersion = :expected', values: { expected: 3 } }` */
export type Condition = { readonly expression: string; readonly values?: Item };

/** Maps the placeholders: `#lease.#until` → `{ '#lease': 'lease', '#until': 'until' }`. */
export function attributeNames(...expressions: readonly string[]): Record<string, string> {
  const names = expressions.flatMap((expression) => [...expression.matchAll(/#(\w+)/g)]);
  return Object.fromEntries(names.map(([placeholder, name = '']) => [placeholder, name]));
}

/** `{ day: 1 }` → `{ ':day': 1 }` */
export function attributeValues(values: Item = {}): Item {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}

/** Drops empty maps of names or values, which DynamoDB rejects. */
export function nonEmpty<T extends object>(map: T): T | undefined {
  return Object.keys(map).length === 0 ? undefined : map;
}

/** Uses placeholders because names may be reserved words. */
export function toProjection(attributes: readonly string[] | undefined) {
  if (attributes === undefined) return {};
  const ProjectionExpression = attributes.map((name) => `#${name}`).join(', ');
  return { ProjectionExpression, ExpressionAttributeNames: attributeNames(ProjectionExpression) };
}
