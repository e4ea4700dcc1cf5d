import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { auditLog } from '../../adapters/sharing/audit-log.ts';
import { disputeMarks } from '../../adapters/sharing/dispute-marks.ts';
import { grantRepository } from '../../adapters/sharing/grant-repository.ts';
import { objectionRepository } from '../../adapters/sharing/objection-repository.ts';
import { findNewestVisible } from '../../kernel/newest-visible.ts';
import type { FileObjectionPorts } from '../../sharing/objections/file-objection.ts';
import type { FollowObjectionsPorts } from '../../sharing/objections/follow-objections.ts';
import type { DisputedRecords, ObjectionPorts, WhoFetchedPorts } from '../../sharing/objections/ports.ts';
import { actorPorts } from '../actors.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { newId, now } from '../clock.ts';
import { sharingTables } from '../event-tables.ts';
import { openDatasetStates, openRecordVersions } from '../records.ts';
import { setting } from '../setting.ts';
import { recordDataUse } from './audit.ts';
import { clockPorts } from './clock-ports.ts';
import { openGrantTokens, openRecordFinder, usePorts } from './use.ts';

/** Opens RECORDS_TABLE. */
function disputedRecords(): DisputedRecords {
  const versions = openRecordVersions();
  return {
    recordNow: async ({ dataset, keyHash }, visibility) =>
      (await findNewestVisible(`${dataset}#${keyHash}`, visibility, versions))?.values ?? null,
    recordAt: async ({ dataset, keyHash }, seq) => {
      for await (const version of versions.versionsOfRecord(`${dataset}#${keyHash}`, seq))
        return version.seq === seq && !version.removed ? version.values : null;
      return null;
    },
  };
}

function objectionStores() {
  const client = documentClient();
  return { ...objectionRepository(client, sharingTables()), ...disputeMarks(client, setting('SHARING_TABLE')) };
}

function whoFetchedPorts(): WhoFetchedPorts {
  const client = documentClient();
  return {
    auditLog: auditLog(client, setting('AUDIT_LOG_TABLE')),
    findGrants: grantRepository(client, setting('SHARING_TABLE')).findGrants,
  };
}

/** Opens SHARING_TABLE, EVENTS_TABLE, AUDIT_LOG_TABLE, RECORDS_TABLE, the catalogue, PAPERS_TABLE, and names. */
export function objectionPorts(): ObjectionPorts {
  return {
    ...objectionStores(),
    ...whoFetchedPorts(),
    ...disputedRecords(),
    ...actorPorts(),
    ...clockPorts(),
    publishedVersion: publishedCatalogue().publishedVersion,
    recordUse: recordDataUse(),
    newObjectionId: newId,
  };
}

/** Opens the same, and what a query under a grant needs. */
export async function fileObjectionPorts(): Promise<FileObjectionPorts> {
  return {
    ...objectionPorts(),
    ...usePorts(),
    finder: await openRecordFinder(),
    tokens: await openGrantTokens(),
  };
}

/** Opens SHARING_TABLE, EVENTS_TABLE, AUDIT_LOG_TABLE, RECORDS_TABLE and DATASET_STATES_TABLE. */
export function followObjectionsPorts(): FollowObjectionsPorts {
  return {
    ...objectionStores(),
    ...whoFetchedPorts(),
    ...disputedRecords(),
    datasetState: openDatasetStates().read,
    now,
  };
}
