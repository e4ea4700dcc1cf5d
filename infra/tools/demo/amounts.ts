import { stat } from 'node:fs/promises';

/** A file's size as it is said. */
export async function formatFileSize(path: string): Promise<string> {
  return `${((await stat(path)).size / 1024).toFixed(0)} KB`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
