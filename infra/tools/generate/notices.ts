import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { thirdPartyNotices } from './third-party-notices.ts';

/** Writes THIRD-PARTY-NOTICES.md; with `--check` it exits with 1 when the file is out of date. */
const root = new URL('../../../', import.meta.url);
const file = new URL('THIRD-PARTY-NOTICES.md', root);
const text = thirdPartyNotices(fileURLToPath(root));

if (process.argv.includes('--check')) {
  const current = await readFile(file, 'utf8').catch(() => '');
  if (current !== text) {
    console.error('THIRD-PARTY-NOTICES.md differs from the installed packages. Run: npm run generate');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, text);
}
