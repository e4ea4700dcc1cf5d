import { operateSource } from '../../lib/collection/sources/registration/operate-source.ts';
import { sourceSecrets } from '../../lib/wiring/collection/source-secrets.ts';
import { http } from '../../lib/wiring/http.ts';
import { operateSourceRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(operateSourceRoute, sourceSecrets, operateSource);
