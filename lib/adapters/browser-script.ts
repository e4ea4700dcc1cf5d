import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../kernel/failure.ts';

/** Searches for `dist/browser/<name>` upwards from this file. Throws the Failure `browser-script-not-built`. */
export async function browserScript(name: string): Promise<Uint8Array> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, 'dist', 'browser', name);
    if (existsSync(path)) return await readFile(path);
    if (folder === dirname(folder)) throw new Failure('browser-script-not-built', { name });
  }
}
