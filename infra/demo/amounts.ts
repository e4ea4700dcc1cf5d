import { stat } from 'node:fs/promises';

/** A file's size as it is said. */
export async function sizeOf(path: string): Promise<string> {
  return `${((await stat(path)).size / 1024).toFixed(0)} KB`;
}

export function counted(count: number): string {
  return count.toLocaleString('en-US');
}
