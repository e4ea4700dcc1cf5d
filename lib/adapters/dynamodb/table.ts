import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A table as the kit addresses it. */
export type Table = { readonly client: DynamoDBDocumentClient; readonly name: string };

export type Item = Record<string, unknown>;

/**
 * A condition in DynamoDB's own words: attributes are written `#name`, values `:name`.
 *
 *     { expression: '#lockVersion = :expected', values: { expected: 3 } }
 */
export type Condition = { readonly expression: string; readonly values?: Item };

/** The placeholders that an expression refers to: `#lease.#until` → `{ '#lease': 'lease', '#until': 'until' }`. */
export function attributeNames(...expressions: readonly string[]): Record<string, string> {
  const names = expressions.flatMap((expression) => [...expression.matchAll(/#(\w+)/g)]);
  return Object.fromEntries(names.map(([placeholder, name = '']) => [placeholder, name]));
}

/** Values by placeholder: `{ day: 1 }` → `{ ':day': 1 }`. */
export function attributeValues(values: Item = {}): Item {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}

/** Leaves out what is empty: DynamoDB rejects an empty map of names or values. */
export function nonEmpty<T extends object>(map: T): T | undefined {
  return Object.keys(map).length === 0 ? undefined : map;
}

/** Reads only these attributes, or all when none are named. Placeholders replace names, which may be reserved words. */
export function toProjection(attributes: readonly string[] | undefined) {
  if (attributes === undefined) return {};
  const ProjectionExpression = attributes.map((name) => `#${name}`).join(', ');
  return { ProjectionExpression, ExpressionAttributeNames: attributeNames(ProjectionExpression) };
}
