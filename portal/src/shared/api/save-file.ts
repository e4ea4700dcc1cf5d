import type { NamedFile } from './api-client.ts';

/** Seconds until the browser has surely begun to write it. */
const keepSeconds = 60;

/** Lets the browser save a file that was fetched with a token. */
export function saveFile({ blob, name }: NamedFile): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keepSeconds * 1000);
}
