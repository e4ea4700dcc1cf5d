import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { definedOnly } from '../../kernel/defined-only.ts';
import { conditionally } from './conditionally.ts';
import { schemaNumber, withSchemaNumber } from './schema-number.ts';
import {
  attributeNames,
  attributeValues,
  nonEmpty,
  toProjection,
  type Condition,
  type Item,
  type Table,
} from './table.ts';
import { updateExpression, type Changes } from './update-expression.ts';

/** Reads strongly consistent. */
export async function getItem(
  { client, name }: Table,
  key: Item,
  attributes?: readonly string[],
): Promise<Item | undefined> {
  const projection = toProjection(attributes);
  const { Item: item } = await client.send(
    new GetCommand({ TableName: name, Key: key, ConsistentRead: true, ...projection }),
  );
  return item;
}

/** Writes the item whole, with its schema number. Returns false when the condition did not hold. */
export async function putItem({ client, name }: Table, item: Item, condition?: Condition): Promise<boolean> {
  const written = await conditionally(
    client.send(new PutCommand({ TableName: name, Item: withSchemaNumber(item), ...conditionOf(condition) })),
  );
  return written !== null;
}

/** Returns false when the condition did not hold. */
export async function deleteItem({ client, name }: Table, key: Item, condition?: Condition): Promise<boolean> {
  const deleted = await conditionally(
    client.send(new DeleteCommand({ TableName: name, Key: key, ...conditionOf(condition) })),
  );
  return deleted !== null;
}

export type ItemUpdate = Changes & {
  readonly condition?: Condition;
  readonly returnValues?: 'ALL_NEW' | 'UPDATED_NEW' | 'NONE';
};

/**
 * Creates the item if there is none, and keeps attributes that this version does not know. Returns null when the
 * condition did not hold.
 */
export async function updateItem(
  { client, name }: Table,
  key: Item,
  { condition, returnValues = 'ALL_NEW', set, add, append, setIfAbsent }: ItemUpdate,
): Promise<Item | null> {
  const { expression, values } = updateExpression({
    ...definedOnly({ set, add, append }),
    // A newer version's number stays.
    setIfAbsent: { ...setIfAbsent, schema: schemaNumber },
  });
  const updated = await conditionally(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: key,
        UpdateExpression: expression,
        ConditionExpression: condition?.expression,
        ExpressionAttributeNames: nonEmpty(attributeNames(expression, condition?.expression ?? '')),
        ExpressionAttributeValues: nonEmpty({ ...values, ...attributeValues(condition?.values) }),
        ReturnValues: returnValues,
      }),
    ),
  );
  return updated === null ? null : (updated.Attributes ?? {});
}

function conditionOf(condition: Condition | undefined) {
  if (condition === undefined) return {};
  return {
    ConditionExpression: condition.expression,
    ExpressionAttributeNames: nonEmpty(attributeNames(condition.expression)),
    ExpressionAttributeValues: nonEmpty(attributeValues(condition.values)),
  };
}
