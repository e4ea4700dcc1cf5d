import { readDatasetState } from '../../lib/records/read-dataset-state.ts';
import { http } from '../../lib/wiring/http.ts';
import { readDatasetStatePorts } from '../../lib/wiring/records.ts';
import { readDatasetStateRoute } from '../../schemas/records/routes.ts';

export const handler = http(readDatasetStateRoute, readDatasetStatePorts, readDatasetState);
