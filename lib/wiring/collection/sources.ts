import { ulid } from 'ulid';
import { pullStore } from '../../adapters/object-store/pull-store.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { cronTimes } from '../../adapters/sources/cron-times.ts';
import { deadLetterTable } from '../../adapters/sources/dead-letter-table.ts';
import { secretClient } from '../../adapters/sources/secret-client.ts';
import { secretStore } from '../../adapters/sources/secret-store.ts';
import { sourceTable } from '../../adapters/sources/source-table.ts';
import type { DeadLetterBook, NextTimes, PullStore, SecretStore, SourceBook, SourceMessages, SourceSettings } from '../../collection/sources/ports.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { objectClient } from '../object-client.ts';
import { once } from '../once.ts';
import { numberSetting, setting } from '../setting.ts';
import { collectionBasics } from './basics.ts';
import type { CollectionBasics } from './basics.ts';

export type SourceBasics = Omit<CollectionBasics, 'messages'> &
  ReturnType<typeof publishedCatalogue> & {
    readonly messages: SourceMessages;
    readonly sources: SourceBook;
    readonly letters: DeadLetterBook;
    readonly secrets: SecretStore;
    readonly pulls: PullStore;
    readonly times: NextTimes;
    readonly sourceSettings: SourceSettings;
    readonly newRunId: () => string;
    readonly newReceiptNumber: () => string;
  };

/** What the functions of sources stand on. */
export function sourceBasics(): SourceBasics {
  const tables = documentClient();
  const secrets = once(() => secretStore(secretClient(), setting('SECRETS_PREFIX')));
  return {
    ...collectionBasics(),
    ...publishedCatalogue(),
    sources: sourceTable(tables, setting('SOURCES_TABLE')),
    letters: deadLetterTable(tables, setting('DEAD_LETTERS_TABLE')),
    secrets: { read: (name) => secrets().read(name), write: (name, secret) => secrets().write(name, secret), forget: (name) => secrets().forget(name) },
    pulls: pullStore(objectClient(), setting('RAW_BUCKET')),
    times: cronTimes,
    sourceSettings: { leaseSeconds: numberSetting('LEASE_SECONDS'), attempts: numberSetting('DELIVERY_ATTEMPTS') },
    newRunId: () => ulid(),
    newReceiptNumber: () => `SJY-${ulid()}`,
  };
}
