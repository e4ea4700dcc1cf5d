import { queryRecords } from '../../lib/records/query-records.ts';
import { http } from '../../lib/wiring/http.ts';
import { queryRecordsPorts } from '../../lib/wiring/records.ts';
import { queryRecordsRoute } from '../../schemas/records/routes.ts';

export const handler = http(queryRecordsRoute, queryRecordsPorts, queryRecords);
