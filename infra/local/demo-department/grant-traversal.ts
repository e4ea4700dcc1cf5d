import { chmodSync, statSync } from 'node:fs';

/** Lets an account traverse the parent folders without reading them. */
export function grantTraversal(...directories: readonly string[]): void {
  for (const directory of directories) {
    const { mode } = statSync(directory);
    if ((mode & 0o001) === 0) chmodSync(directory, mode | 0o011);
  }
}
