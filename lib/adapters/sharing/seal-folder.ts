import { readFile, readdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { SealReader } from '../../sharing/seals/ports.ts';
import { sealFolder, sealKey, sealNumber } from './seal-keys.ts';
import { unpackPart } from './seal-store.ts';

/** A folder with the objects of the audit bucket, as `aws s3 sync` copies them. Seals throw ENOENT without a folder. */
export function sealFolderReader(folder: string): SealReader {
  return {
    seals: async function* (first = 1) {
      const numbers = (await readdir(join(folder, sealFolder)))
        .map(sealNumber)
        .filter((number) => number !== null && number >= first)
        .toSorted((one, other) => Number(one) - Number(other));
      for (const number of numbers)
        if (number !== null) yield { number, text: await readFile(join(folder, sealKey(number)), 'utf8') };
    },
    part: async (key) => {
      const path = resolve(folder, key);
      // A seal is what is checked: its keys lead nowhere else.
      if (!path.startsWith(resolve(folder) + sep)) return null;
      try {
        return await unpackPart(await readFile(path));
      } catch {
        return null;
      }
    },
  };
}
