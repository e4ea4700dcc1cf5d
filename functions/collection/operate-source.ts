import { operateSource } from '../../lib/collection/sources/operate-source.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { operateSourceRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(operateSourceRoute, sourceBasics, operateSource);
