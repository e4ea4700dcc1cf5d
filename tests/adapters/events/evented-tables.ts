import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { eventLog } from '../../../lib/adapters/events/event-log.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import type { TableServer, TableServerKind } from '../dynamodb/table-servers.ts';

/** Tables of things whose transitions are events. */
const eventedTables = /-(catalogue|deliveries|dataset-states|sources|papers|certificate-work|sharing|events)$/;

const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
  eventedTables.test(TableName),
);

export const eventedNames = {
  catalogue: nameOf(properties, 'catalogue'),
  deliveries: nameOf(properties, 'deliveries'),
  datasetStates: nameOf(properties, 'dataset-states'),
  sources: nameOf(properties, 'sources'),
  papers: nameOf(properties, 'papers'),
  certificateWork: nameOf(properties, 'certificate-work'),
  sharing: nameOf(properties, 'sharing'),
  events: nameOf(properties, 'events'),
};

export type EventedServer = TableServer & {
  /** The client of a worker that dies before its command number `at`; what it sent before has been done. */
  readonly dyingClient: (at: number) => DynamoDBDocumentClient;
  readonly log: ReturnType<typeof eventLog>;
};

/** Starts the tables of all things that have events. */
export async function startEventedTables(kind: TableServerKind): Promise<EventedServer> {
  const server = await kind.start(properties);
  const clients: DynamoDBClient[] = [];
  return {
    ...server,
    log: eventLog(server.tables, eventedNames.events),
    dyingClient: (at) => {
      const client = new DynamoDBClient({
        endpoint: server.endpoint,
        region: 'cn-north-1',
        credentials: localCredentials,
      });
      // dynamoose has a client of its own, which shares the handler of requests only.
      const { requestHandler } = client.config;
      const handle = requestHandler.handle.bind(requestHandler);
      let sent = 0;
      requestHandler.handle = async (request, options) => {
        sent += 1;
        if (sent > at) throw new Error('the worker died');
        return await handle(request, options);
      };
      clients.push(client);
      return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    },
    close: async () => {
      for (const client of clients) client.destroy();
      await server.close();
    },
  };
}
