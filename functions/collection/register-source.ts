import { registerSource } from '../../lib/collection/sources/registration/register-source.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { registerSourceRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(registerSourceRoute, sourceBasics, registerSource);
