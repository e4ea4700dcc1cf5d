import { readDeadLetter } from '../../lib/collection/sources/rejected-rows/read-rejected-row.ts';
import { deadLetterPorts } from '../../lib/wiring/collection/rejected-rows.ts';
import { http } from '../../lib/wiring/http.ts';
import { readDeadLetterRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(readDeadLetterRoute, deadLetterPorts, readDeadLetter);
