import { mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { z } from 'zod';
import { localCredentials } from '../local-credentials.ts';
import type { QueueSettings } from '../resources.ts';

/** Also in the queue's ARN; fauxqs knows no other account. */
const account = '000000000000';

export type Queues = {
  readonly endpoint: string;
  readonly urls: ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
};

/**
 * Starts fauxqs on 127.0.0.1 (its own start would listen on every interface), with messages kept in SQLite below `directory`,
 * and makes the queues or brings their settings up to date.
 */
export async function startQueues(
  directory: string,
  queues: readonly QueueSettings[],
  region: string,
): Promise<Queues> {
  mkdirSync(directory, { recursive: true });
  const { stores, keeper } = await keptStores(directory);
  const app = buildApp({ logger: false, defaultRegion: region, stores });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  // The kept addresses carry the port of the run before.
  for (const queue of stores.sqsStore.allQueues()) Reflect.set(queue, 'url', `${endpoint}/${account}/${queue.name}`);

  const client = new SQSClient({ endpoint, region, credentials: localCredentials });
  const urls = new Map<string, string>();
  const arnOf = (name: string): string => `arn:aws:sqs:${region}:${account}:${name}`;
  try {
    for (const { name, visibilitySeconds, redrive } of queues) {
      const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: name }));
      urls.set(name, QueueUrl);
      const policy =
        redrive === null
          ? ''
          : JSON.stringify({ deadLetterTargetArn: arnOf(redrive.to), maxReceiveCount: redrive.after });
      await client.send(
        new SetQueueAttributesCommand({
          QueueUrl,
          Attributes: { VisibilityTimeout: String(visibilitySeconds), RedrivePolicy: policy },
        }),
      );
    }
  } finally {
    client.destroy();
  }
  return {
    endpoint,
    urls,
    close: async () => {
      app.server.closeIdleConnections();
      await app.close();
      keeper.close();
    },
  };
}

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type Keeper = NonNullable<Stores['sqsStore']['persistence']>;
const made = <T>() => z.custom<T>((value) => typeof value === 'function');

/** fauxqs's own parts, put together as its start function does; it doesn't export them, so they are taken by their place. */
async function keptStores(directory: string): Promise<{ stores: Stores; keeper: Keeper }> {
  const part = async (path: string): Promise<unknown> => import(new URL(path, import.meta.resolve('fauxqs')).href);
  const { SqsStore } = z
    .object({ SqsStore: made<new () => Stores['sqsStore']>() })
    .parse(await part('sqs/sqsStore.js'));
  const { SnsStore } = z
    .object({ SnsStore: made<new () => Stores['snsStore']>() })
    .parse(await part('sns/snsStore.js'));
  const { S3Store } = z.object({ S3Store: made<new () => Stores['s3Store']>() }).parse(await part('s3/s3Store.js'));
  const { PersistenceManager } = z
    .object({ PersistenceManager: made<new (path: string) => Keeper>() })
    .parse(await part('persistence.js'));

  const keeper = new PersistenceManager(directory);
  // Its own way of making a message visible at once clears a column that may not be empty, and fails: ChangeMessageVisibility to 0.
  const { db } = z.object({ db: z.instanceof(DatabaseSync) }).parse(keeper);
  const visible = db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  keeper.updateMessageReady = (messageId) => void visible.run(messageId);

  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  stores.sqsStore.host = ''; // else queue addresses begin with a name that does not resolve
  keeper.loadSqsAndSns(stores.sqsStore, stores.snsStore);
  stores.sqsStore.persistence = keeper;
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = keeper;
  return { stores, keeper };
}
