import { chmodSync, statSync } from 'node:fs';

/** Another account must pass through our folders to reach its own; it may see nothing on the way. */
export function grantTraversal(...directories: readonly string[]): void {
  for (const directory of directories) {
    const { mode } = statSync(directory);
    if ((mode & 0o001) === 0) chmodSync(directory, mode | 0o011);
  }
}
