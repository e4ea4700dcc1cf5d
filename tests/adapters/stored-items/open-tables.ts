import { GetCommand, PutCommand, paginateScan, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { tableServers } from '../dynamodb/table-servers.ts';

export type Raw = Readonly<Record<string, unknown>>;

/** Every table of the service, and items as they are stored. */
export type Tables = {
  readonly client: DynamoDBDocumentClient;
  readonly endpoint: string;
  /** The full name of a table: `deliveries` → `guiji-local-deliveries`. */
  readonly name: (ending: string) => string;
  readonly endings: readonly string[];
  readonly get: (ending: string, key: Raw) => Promise<Raw>;
  /** Changes an item as another version of the code or a fault would. */
  readonly put: (ending: string, item: Raw) => Promise<void>;
  readonly all: (ending: string) => Promise<Raw[]>;
  readonly close: () => Promise<void>;
};

export async function openTables(): Promise<Tables> {
  const properties = parseResources((await resolvedService()).resources.Resources).tables;
  const [dynalite] = tableServers;
  if (dynalite === undefined) throw new Error('No table server');
  const { tables: client, endpoint, close } = await dynalite.start(properties);
  const name = (ending: string) => nameOf(properties, ending);
  return {
    client,
    endpoint,
    name,
    endings: properties.map(({ TableName }) => TableName.replace(/^[^-]+-[^-]+-/, '')),
    get: async (ending, key) => {
      const { Item } = await client.send(
        new GetCommand({ TableName: name(ending), Key: { ...key }, ConsistentRead: true }),
      );
      if (Item === undefined) throw new Error(`${ending} has no such item`);
      return Item;
    },
    put: async (ending, item) => {
      await client.send(new PutCommand({ TableName: name(ending), Item: { ...item } }));
    },
    all: async (ending) => {
      const found: Raw[] = [];
      for await (const { Items = [] } of paginateScan({ client }, { TableName: name(ending) })) found.push(...Items);
      return found;
    },
    close,
  };
}
