import { issuingProgressRepository } from '../adapters/certificates/issuing-progress-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { datasetStateRepository } from '../adapters/records/dataset-state-repository.ts';
import { alignEvents } from '../adapters/restore/align-events.ts';
import { restoredTables } from '../adapters/restore/restored-tables.ts';
import type { StepBackIssuingPorts } from '../certificates/issue/step-back-issuing.ts';
import type { ContinueAfterRestorePorts } from '../collection/restore/continue-after-restore.ts';
import { certificateTypes } from './certificates/types.ts';
import { clock, deliveryPorts } from './collection/basics.ts';
import {
  catalogueTables,
  certificateWorkTables,
  deliveryTables,
  linkTables,
  paperTables,
  sharingTables,
  sourceTables,
} from './event-tables.ts';
import { objectClient } from './object-client.ts';
import { setting } from './setting.ts';

/** Opens dataset states, deliveries, RECORDS_TABLE and WORK_BUCKET, for an administrator after a restore. */
export function continueAfterRestorePorts(): ContinueAfterRestorePorts {
  const [tables, states] = [documentClient(), setting('DATASET_STATES_TABLE')];
  return {
    ...clock,
    ...deliveryPorts(),
    datasetStates: datasetStateRepository(tables, states),
    restored: restoredTables(
      tables,
      { records: setting('RECORDS_TABLE'), deliveries: setting('DELIVERIES_TABLE'), states },
      { objects: objectClient(), work: setting('WORK_BUCKET'), raw: setting('RAW_BUCKET'), now: clock.now },
    ),
  };
}

/** Opens EVENTS_TABLE and the tables of what has events; returns how many events were added and removed, or would be. */
export async function alignRestoredEvents(dryRun: boolean): Promise<number> {
  return await alignEvents(
    documentClient(),
    {
      ...catalogueTables(),
      ...certificateWorkTables(),
      ...deliveryTables(),
      ...linkTables(),
      ...paperTables(),
      ...sharingTables(),
      ...sourceTables(),
    },
    dryRun,
  );
}

/** Opens CERTIFICATE_TYPES_TABLE, CERTIFICATE_WORK_TABLE and dataset states. */
export function stepBackIssuingPorts(): StepBackIssuingPorts {
  const tables = documentClient();
  const states = datasetStateRepository(tables, setting('DATASET_STATES_TABLE'));
  const types = certificateTypes();
  return {
    datasets: async () => (await types.all()).map(({ type }) => type),
    progress: issuingProgressRepository(tables, certificateWorkTables()),
    faceData: { datasetState: states.read, publications: states.publications },
  };
}
