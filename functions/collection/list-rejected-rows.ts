import { listDeadLetters } from '../../lib/collection/sources/rejected-rows/list-rejected-rows.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { listDeadLettersRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(listDeadLettersRoute, sourceBasics, listDeadLetters);
