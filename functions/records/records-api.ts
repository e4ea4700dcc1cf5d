import { readChanges } from '../../lib/records/changes/read-changes.ts';
import { listDatasetStates } from '../../lib/records/list-dataset-states.ts';
import { queryRecords } from '../../lib/records/query-records.ts';
import { readDatasetState } from '../../lib/records/read-dataset-state.ts';
import { readHistory } from '../../lib/records/read-history.ts';
import { rollBack } from '../../lib/records/roll-back.ts';
import { findSubjectHoldings } from '../../lib/records/subject-holdings.ts';
import { http } from '../../lib/wiring/http.ts';
import {
  listDatasetStatesPorts,
  queryRecordsPorts,
  readChangesPorts,
  readDatasetStatePorts,
  readHistoryPorts,
  rollBackPorts,
  subjectHoldingsPorts,
} from '../../lib/wiring/records.ts';
import { router } from '../../lib/wiring/router.ts';
import {
  findSubjectHoldingsRoute,
  listDatasetStatesRoute,
  queryRecordsRoute,
  readChangesRoute,
  readDatasetStateRoute,
  readHistoryRoute,
  rollBackRoute,
} from '../../schemas/records/routes.ts';

export const handler = router(
  http(readDatasetStateRoute, readDatasetStatePorts, readDatasetState),
  http(listDatasetStatesRoute, listDatasetStatesPorts, listDatasetStates),
  http(queryRecordsRoute, queryRecordsPorts, queryRecords),
  http(readHistoryRoute, readHistoryPorts, readHistory),
  http(readChangesRoute, readChangesPorts, readChanges),
  http(findSubjectHoldingsRoute, subjectHoldingsPorts, findSubjectHoldings),
  http(rollBackRoute, rollBackPorts, rollBack),
);
