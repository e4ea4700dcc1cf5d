import { deliveryRepository } from '../adapters/deliveries/delivery-repository.ts';
import { linkSearch } from '../adapters/deliveries/link-repository.ts';
import { updateSheetRepository } from '../adapters/deliveries/update-sheet-repository.ts';
import { peopleRepository } from '../adapters/departments/people-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { stagingStore } from '../adapters/object-store/staging-store.ts';
import { datasetStateRepository } from '../adapters/records/dataset-state-repository.ts';
import { recordVersionRepository } from '../adapters/records/record-version-repository.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { keyHashText, subjectHashText } from '../kernel/hashing/hash-texts.ts';
import type { ReadChangesPorts } from '../records/changes/read-changes.ts';
import type { FindPorts } from '../records/find-records.ts';
import type { ListDatasetStatesPorts } from '../records/list-dataset-states.ts';
import type { RecordHashes } from '../records/ports.ts';
import type { QueryRecordsPorts } from '../records/query-records.ts';
import type { DatasetStatePorts, ReadDatasetStatePorts } from '../records/read-dataset-state.ts';
import type { ReadHistoryPorts } from '../records/read-history.ts';
import type { RollBackPorts } from '../records/roll-back.ts';
import type { SubjectHoldingsPorts } from '../records/subject-holdings.ts';
import { actorPorts } from './actors.ts';
import { newId, now, viewedNow } from './clock.ts';
import { publicationEvents } from './collection/events.ts';
import { deliveryTables } from './event-tables.ts';
import { objectClient } from './object-client.ts';
import { recordCatalogue } from './record-catalogue.ts';
import { setting } from './setting.ts';
import { recordDataUse, subjectHasher } from './sharing/audit.ts';
import { disputedFields } from './sharing/disputed-fields.ts';
import { subjectHash } from './subject-hash.ts';

async function hashes(): Promise<RecordHashes> {
  const hash = await subjectHash();
  return {
    key: (dataset, values) => hash.text(keyHashText(dataset, values)),
    subject: (kind, value) => hash.text(subjectHashText(kind, value)),
  };
}

/** Opens DATASET_STATES_TABLE. */
export const openDatasetStates = () => datasetStateRepository(documentClient(), setting('DATASET_STATES_TABLE'));
/** Opens RECORDS_TABLE. */
export const openRecordVersions = () => recordVersionRepository(documentClient(), setting('RECORDS_TABLE'));

/** Opens catalogue and RECORDS_TABLE; reads the subject key. */
export async function openFindPorts(): Promise<FindPorts> {
  return { catalogue: recordCatalogue(), versions: openRecordVersions(), hashes: await hashes() };
}

/** Opens what finding needs, dataset states, indexes in WORK_BUCKET, and open objections in SHARING_TABLE. */
export async function queryRecordsPorts(): Promise<QueryRecordsPorts> {
  return {
    ...(await openFindPorts()),
    datasetStates: openDatasetStates(),
    indexFile: stagingStore(objectClient(), setting('WORK_BUCKET')),
    recordUse: recordDataUse(),
    disputedFields: disputedFields(),
  };
}

/** Opens catalogue, dataset states, records, deliveries, accounts and departments; reads the subject key. */
export async function readHistoryPorts(): Promise<ReadHistoryPorts> {
  const deliveries = deliveryRepository(documentClient(), deliveryTables());
  return {
    ...actorPorts(),
    catalogue: recordCatalogue(),
    datasetStates: openDatasetStates(),
    versions: openRecordVersions(),
    hashes: await hashes(),
    recordUse: recordDataUse(),
    readLineage: async ({ delivery: id, sheet, page, row }, key) => {
      const delivery = await deliveries.read(id);
      return {
        delivery: id,
        ...definedOnly({ sheet, page, row }),
        ...(delivery?.channel === 'database' ? { table: delivery.fileName, key } : {}),
        ...(delivery === null
          ? {}
          : { fileName: delivery.fileName, by: delivery.createdBy, at: delivery.finishedAt ?? delivery.createdAt }),
        ...(delivery?.rawHash === undefined ? {} : { rawHash: delivery.rawHash }),
      };
    },
  };
}

/** Opens the catalogue, and dataset states with links (both in DATASET_STATES_TABLE). */
function datasetStatePorts(): DatasetStatePorts {
  const links = linkSearch(documentClient(), setting('DATASET_STATES_TABLE'));
  return { catalogue: recordCatalogue(), datasetStates: openDatasetStates(), readLinks: links.read };
}

/** Adds ACCOUNTS_TABLE and DEPARTMENTS_TABLE, which name who acted, to what a state needs. */
export function readDatasetStatePorts(): ReadDatasetStatePorts {
  return { ...datasetStatePorts(), ...actorPorts() };
}

/** Opens what a state needs, with PAPERS_TABLE and the day on which updates are due. */
export function listDatasetStatesPorts(): ListDatasetStatesPorts {
  const client = documentClient();
  const papers = setting('PAPERS_TABLE');
  return {
    ...datasetStatePorts(),
    now: viewedNow,
    updateSheets: updateSheetRepository(client, papers).sheetsOfMany,
    people: peopleRepository(client, papers).people,
  };
}

/** Opens catalogue, dataset states, RECORDS_TABLE, and indexes and change logs in WORK_BUCKET, and the audit log. */
export function readChangesPorts(): ReadChangesPorts {
  const objects = stagingStore(objectClient(), setting('WORK_BUCKET'));
  return {
    catalogue: recordCatalogue(),
    datasetStates: openDatasetStates(),
    versions: openRecordVersions(),
    indexFile: objects,
    changeLogs: objects,
    recordUse: recordDataUse(),
  };
}

/** Opens catalogue, dataset states, RECORDS_TABLE and the audit log; reads the subject key. */
export async function subjectHoldingsPorts(): Promise<SubjectHoldingsPorts> {
  return {
    catalogue: recordCatalogue(),
    datasetStates: openDatasetStates(),
    versions: openRecordVersions(),
    subjectHash: await subjectHasher(),
    recordUse: recordDataUse(),
  };
}

/** Of the index in force and the target's together: 180 MB, read in about 4 seconds of the 29 of a request. */
const maxComparedRecords = 5_000_000;

/** Opens catalogue, dataset states, WORK_BUCKET and ISSUE_QUEUE: certificates follow a roll-back. */
export function rollBackPorts(): RollBackPorts {
  const objects = stagingStore(objectClient(), setting('WORK_BUCKET'));
  return {
    catalogue: recordCatalogue(),
    datasetStates: openDatasetStates(),
    indexFile: objects,
    changeLogs: objects,
    maxComparedRecords,
    events: publicationEvents(),
    newId,
    now,
  };
}
