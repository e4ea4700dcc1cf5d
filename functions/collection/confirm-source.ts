import { confirmSource } from '../../lib/collection/sources/registration/confirm-source.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { confirmSourceRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(confirmSourceRoute, sourceBasics, confirmSource);
