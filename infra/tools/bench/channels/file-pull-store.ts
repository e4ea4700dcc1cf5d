import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compress, contentEncoding, decompress } from '../../../../lib/adapters/object-store/compression.ts';
import type { PullStore } from '../../../../lib/collection/sources/ports.ts';
import { PulledSegment, PullManifest } from '../../../../schemas/collection/sources/pull-manifest.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Compresses and hashes as the raw bucket does. */
export function filePullStore(folder: string): PullStore {
  const write = async (key: string, content: string | Uint8Array) => {
    const path = join(folder, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  };
  const read = async (key: string) => await readFile(join(folder, key));
  return {
    writePage: async (key, bytes) => {
      await write(key, await compress(bytes));
      return sha256(bytes);
    },
    readPage: async (key) => await decompress(await read(key), contentEncoding),
    writeSegment: async (key, pages) => await write(key, JSON.stringify({ pages })),
    readSegment: async (key) => PulledSegment.parse(JSON.parse(String(await read(key)))).pages,
    writeManifest: async (key, manifest) => await write(key, JSON.stringify(manifest)),
    readManifest: async (key) => {
      const bytes = await read(key);
      return { manifest: PullManifest.parse(JSON.parse(String(bytes))), hash: sha256(bytes) };
    },
  };
}
