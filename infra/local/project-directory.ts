import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where serverless.yml, dist/ and node_modules/ are. */
export const projectDirectory = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
