import { readKeys } from '../../lib/certificates/keys/read-keys.ts';
import { publicKeyReader } from '../../lib/wiring/certificates/keys.ts';
import { http } from '../../lib/wiring/http.ts';
import { readKeysRoute } from '../../schemas/certificates/key-routes.ts';

export const handler = http(readKeysRoute, publicKeyReader, readKeys);
