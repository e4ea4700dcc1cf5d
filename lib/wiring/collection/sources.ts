import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { pullStore } from '../../adapters/object-store/pull-store.ts';
import { cronTimes } from '../../adapters/sources/cron-times.ts';
import { rejectedRowRepository } from '../../adapters/sources/rejected-row-repository.ts';
import { sourceRepository } from '../../adapters/sources/source-repository.ts';
import type {
  RejectedRowRepository,
  CronSchedule,
  PullStore,
  SourceRepository,
  SourceMessages,
  SourceSettings,
} from '../../collection/sources/ports.ts';
import { actorPorts } from '../actors.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { newId } from '../clock.ts';
import { sourceTables } from '../event-tables.ts';
import { objectClient } from '../object-client.ts';
import { numberSetting, setting } from '../setting.ts';
import { collectionBasics, type CollectionBasics } from './basics.ts';

export type SourceBasics = Omit<CollectionBasics, 'messages'> &
  ReturnType<typeof publishedCatalogue> & {
    readonly messages: SourceMessages;
    readonly sources: SourceRepository;
    readonly rejectedRows: RejectedRowRepository;
    readonly pulls: PullStore;
    readonly times: CronSchedule;
    readonly sourceSettings: SourceSettings;
    readonly newRunId: () => string;
    readonly newReceiptNumber: () => string;
  };

/** Ports shared by the functions of sources. */
export function sourceBasics(): SourceBasics {
  const tables = documentClient();
  return {
    ...collectionBasics(),
    ...publishedCatalogue(),
    sources: sourceRepository(tables, sourceTables()),
    rejectedRows: rejectedRowRepository(tables, setting('REJECTED_ROWS_TABLE')),
    pulls: pullStore(objectClient(), setting('RAW_BUCKET')),
    times: cronTimes,
    sourceSettings: {
      leaseSeconds: numberSetting('LEASE_SECONDS'),
      attempts: numberSetting('MAX_DELIVERY_ATTEMPTS'),
      retrySeconds: numberSetting('SOURCE_RETRY_SECONDS'),
    },
    newRunId: newId,
    newReceiptNumber: () => `SJY-${newId()}`,
  };
}

/** Adds the names of accounts and departments. */
export function readSourcePorts() {
  return { ...sourceBasics(), ...actorPorts() };
}
