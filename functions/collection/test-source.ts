import { testSource } from '../../lib/collection/sources/registration/test-source.ts';
import { testSourcePorts } from '../../lib/wiring/collection/test-source.ts';
import { http } from '../../lib/wiring/http.ts';
import { testSourceRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(testSourceRoute, testSourcePorts, testSource);
