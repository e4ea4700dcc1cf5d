import { stat } from 'node:fs/promises';

/** Formats a file's size. */
export async function formatFileSize(path: string): Promise<string> {
  return `${((await stat(path)).size / 1024).toFixed(0)} KB`;
}

/** Separates thousands by commas: `1,000,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
