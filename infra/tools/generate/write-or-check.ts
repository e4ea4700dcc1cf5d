import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectDirectory } from '../../local/project-directory.ts';

/**
 * Writes a generated file; with `--check` on the command line only compares it and sets exit code 1 on a difference.
 * `source` says in the message what the file is generated from.
 */
export function writeOrCheck(path: string, text: string, source: string): void {
  const file = join(projectDirectory, path);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  console.error(`${path} differs from ${source}. Run: npm run generate`);
  process.exitCode = 1;
}
