import { setSourceSecret } from '../../lib/collection/sources/registration/set-source-secret.ts';
import { sourceSecrets } from '../../lib/wiring/collection/source-secrets.ts';
import { http } from '../../lib/wiring/http.ts';
import { setSourceSecretRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(setSourceSecretRoute, sourceSecrets, setSourceSecret);
