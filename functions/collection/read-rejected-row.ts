import { readRejectedRow } from '../../lib/collection/sources/rejected-rows/read-rejected-row.ts';
import { rejectedRowPorts } from '../../lib/wiring/collection/rejected-rows.ts';
import { http } from '../../lib/wiring/http.ts';
import { readRejectedRowRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(readRejectedRowRoute, rejectedRowPorts, readRejectedRow);
