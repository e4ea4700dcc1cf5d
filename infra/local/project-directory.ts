import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of serverless.yml, dist/ and node_modules/. */
export const projectDirectory = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
