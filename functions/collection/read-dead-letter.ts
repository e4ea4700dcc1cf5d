import { readDeadLetter } from '../../lib/collection/sources/read-dead-letter.ts';
import { deadLetterPorts } from '../../lib/wiring/collection/dead-letters.ts';
import { http } from '../../lib/wiring/http.ts';
import { readDeadLetterRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(readDeadLetterRoute, deadLetterPorts, readDeadLetter);
