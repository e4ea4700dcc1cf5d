import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { certificateRepository } from '../../../lib/adapters/certificates/certificate-repository.ts';
import { statusListRepository } from '../../../lib/adapters/certificates/status-list-repository.ts';
import type { CertificateRepository, StatusListRepository } from '../../../lib/certificates/ports.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import type { TableServerKind } from '../dynamodb/table-servers.ts';

export type Repositories = { readonly repository: CertificateRepository; readonly lists: StatusListRepository };
export type RepositoriesOnServer = Repositories & {
  /** The same repositories with a hook before each write; an exception in the hook kills the worker. */
  readonly withWriteHook: (beforeWrite: (write: number, command: string) => Promise<void> | void) => Repositories;
  /** Writes an item without the repository. */
  readonly putRaw: (item: Record<string, unknown>) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens both repositories on a table server, with the tables that the service describes. */
export async function openRepositories(kind: TableServerKind): Promise<RepositoriesOnServer> {
  const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
    /-(certificates|certificate-work)$/.test(TableName),
  );
  const { tables, endpoint, close } = await kind.start(properties);
  const [chains, work] = [nameOf(properties, 'certificates'), nameOf(properties, 'certificate-work')];
  const openOn = (client: DynamoDBDocumentClient): Repositories => ({
    repository: certificateRepository(client, chains, work),
    lists: statusListRepository(client, chains, work),
  });
  return {
    ...openOn(tables),
    withWriteHook: (beforeWrite) => openOn(hookedClient(endpoint, beforeWrite)),
    putRaw: async (Item) => {
      await tables.send(new PutCommand({ TableName: chains, Item }));
    },
    close,
  };
}

function hookedClient(
  endpoint: string,
  beforeWrite: (write: number, command: string) => Promise<void> | void,
): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ endpoint, region: 'cn-north-1', credentials: localCredentials, maxAttempts: 1 });
  let writes = 0;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (/^(Put|Update|Delete)Item/.test(commandName)) await beforeWrite((writes += 1), commandName);
        return await next(args);
      },
    { step: 'initialize' },
  );
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
