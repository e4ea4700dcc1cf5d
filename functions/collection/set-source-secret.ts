import { setSourceSecret } from '../../lib/collection/sources/set-source-secret.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { setSourceSecretRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(setSourceSecretRoute, sourceBasics, setSourceSecret);
