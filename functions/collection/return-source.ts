import { returnSource } from '../../lib/collection/sources/registration/return-source.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { returnSourceRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(returnSourceRoute, sourceBasics, returnSource);
