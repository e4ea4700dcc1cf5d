import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectDirectory } from '../../local/project-directory.ts';

/** With `--check` on the command line it only compares, and sets exit code 1 on a difference. */
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
