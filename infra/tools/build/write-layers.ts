import { copyFileSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layers } from '../../deployment/layers.ts';
import { projectDirectory } from '../../local/project-directory.ts';

/** Copies the files of each layer to its path. Throws for a pattern without files. */
export function writeLayers(): void {
  for (const { path, files } of Object.values(layers)) {
    const target = join(projectDirectory, path);
    rmSync(target, { recursive: true, force: true });
    for (const pattern of files) {
      const found = globSync(pattern, { cwd: join(projectDirectory, 'node_modules') });
      if (found.length === 0) throw new Error(`No files ${pattern} for the layer ${path}`);
      for (const file of found) copyInto(join(target, 'nodejs', 'node_modules', file), file);
    }
  }
}

function copyInto(target: string, file: string): void {
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(projectDirectory, 'node_modules', file), target);
}
