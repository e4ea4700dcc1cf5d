import { readSource } from '../../lib/collection/sources/registration/read-source.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { readSourceRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(readSourceRoute, sourceBasics, readSource);
