import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynamoose from 'dynamoose';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { conditionally } from './conditionally.ts';
import { withSchemaNumber } from './schema-number.ts';
import type { Item } from './table.ts';

type ModelDefinition = ConstructorParameters<typeof dynamoose.Schema>[0];
export type EntityModel = ReturnType<typeof dynamoose.model>;
type EntityQuery = ReturnType<EntityModel['query']>;
type EntityCondition = ReturnType<typeof where>;
type EntityKey = Record<string, string | number>;

/** infra/resources/tables.yml creates the tables. */
const tableOptions = { create: false, waitForActive: false, update: false } as const;

const instances = new WeakMap<DynamoDBDocumentClient, InstanceType<typeof dynamoose.Instance>>();
let models = 0;

export type ModelOpener = (client: DynamoDBDocumentClient, table: string) => EntityModel;

/** Names keys and indexes only; zod parses what is read. dynamoose keeps every model, so each is opened once. */
export function defineModel(definition: ModelDefinition): ModelOpener {
  const opened = new WeakMap<DynamoDBDocumentClient, Map<string, EntityModel>>();
  return (client, table) => {
    const byTable = opened.get(client) ?? new Map<string, EntityModel>();
    opened.set(client, byTable);
    const model = byTable.get(table) ?? openModel(client, table, definition);
    byTable.set(table, model);
    return model;
  };
}

function openModel(client: DynamoDBDocumentClient, table: string, definition: ModelDefinition): EntityModel {
  const instance = instances.get(client) ?? openInstance(client);
  instances.set(client, instance);
  // dynamoose joins models of the same name, whatever their clients.
  const model = dynamoose.model(`${table}/${(models += 1)}`, new dynamoose.Schema(definition, { saveUnknown: true }));
  const bound = new instance.Table(table, [model], tableOptions);
  if (model.table() !== bound) throw new Failure('model-without-table', { table });
  return model;
}

/** dynamoose wants its own client class; it shares endpoint, credentials, connections and retries. */
function openInstance(client: DynamoDBDocumentClient): InstanceType<typeof dynamoose.Instance> {
  const instance = new dynamoose.Instance();
  const { endpoint, region, credentials, requestHandler, maxAttempts, retryMode } = client.config;
  const settings = { region, credentials, requestHandler, maxAttempts, retryMode, ...definedOnly({ endpoint }) };
  instance.aws.ddb.set(new instance.aws.ddb.DynamoDB(settings));
  return instance;
}

/** Makes the attribute that declares it the index's hash key. */
export function globalIndex(name: string, rangeKey: string) {
  return { type: 'global', name, rangeKey } as const;
}

/** Starts an empty condition: `where().attribute('status').eq('open')`. */
export function where() {
  return new dynamoose.Condition();
}

/** Reads strongly consistent by default. */
export async function readEntity(
  model: EntityModel,
  key: EntityKey,
  { consistent = true }: { readonly consistent?: boolean } = {},
): Promise<Item | undefined> {
  const item: object | undefined = await model.get(key, { consistent });
  return item === undefined ? undefined : toItem(item);
}

/** Returns false when the key is taken. */
export async function createEntity(model: EntityModel, item: Item): Promise<boolean> {
  return (await conditionally(model.create(withSchemaNumber(item)))) !== null;
}

/** Replaces the item whole. Returns false when the condition did not hold. */
export async function putEntity(model: EntityModel, item: Item, condition?: EntityCondition): Promise<boolean> {
  const settings = { overwrite: true, ...definedOnly({ condition }) };
  return (await conditionally(model.create(withSchemaNumber(item), settings))) !== null;
}

/**
 * Returns null when the condition did not hold. Null removes an attribute, undefined keeps it; attributes that this
 * version does not know stay. Only for items that exist: `updateItem` writes a schema number where there is none.
 */
export async function updateEntity(
  model: EntityModel,
  key: EntityKey,
  { set = {}, add = {}, drop = {}, condition }: EntityUpdate,
): Promise<Item | null> {
  const changes = Object.entries(set).filter(([, value]) => value !== undefined);
  // dynamoose throws on null and removes on undefined.
  const update = {
    $SET: Object.fromEntries(changes.filter(([, value]) => value !== null)),
    $REMOVE: changes.flatMap(([name, value]) => (value === null ? [name] : [])),
    $ADD: add,
    $DELETE: drop,
  };
  const updated = await conditionally(model.update(key, update, definedOnly({ condition })));
  return updated === null ? null : toItem(updated);
}

export type EntityUpdate = {
  readonly set?: Item;
  readonly add?: Readonly<Record<string, number | ReadonlySet<number>>>;
  /** Removes members of a set. */
  readonly drop?: Readonly<Record<string, ReadonlySet<number>>>;
  readonly condition?: EntityCondition;
};

/** Reads all pages. */
export async function* queryEntities(query: EntityQuery | ReturnType<EntityModel['scan']>): AsyncGenerator<Item> {
  for (;;) {
    const page = await query.exec();
    for (const item of page) yield toItem(item);
    if (page.lastKey === undefined) return;
    query.startAt(page.lastKey);
  }
}

/** Reads all that a generator yields. */
export async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of all) found.push(one);
  return found;
}

/** Tells whether there may be more. */
export async function queryEntityPage(
  query: EntityQuery,
): Promise<{ readonly items: readonly Item[]; readonly hasMore: boolean }> {
  const page = await query.exec();
  return { items: [...page].map((item) => toItem(item)), hasMore: page.lastKey !== undefined };
}

/** Copies the item because dynamoose's own `toJSON` loses sets. */
export function toItem(item: object): Item {
  return Object.fromEntries(Object.entries(item));
}
