import { readFile, writeFile } from 'node:fs/promises';
import { openapiDocument } from '../../../schemas/openapi/openapi-document.ts';
import { routes } from '../../../schemas/routes.ts';

/** Writes docs/openapi.json from the routes; with `--check` it only tells whether the kept one is up to date (exit 1 if not). */
const kept = new URL('../../../docs/openapi.json', import.meta.url);
const text = `${JSON.stringify(openapiDocument(routes), null, 2)}\n`;

if (process.argv.includes('--check')) {
  const before = await readFile(kept, 'utf8').catch(() => '');
  if (before !== text) {
    console.error('docs/openapi.json differs from the routes in schemas/. Run: npm run generate');
    process.exitCode = 1;
  }
} else {
  await writeFile(kept, text);
}
