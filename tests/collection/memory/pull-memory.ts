import { createHash } from 'node:crypto';
import type { PullStore } from '../../../lib/collection/sources/ports.ts';
import { PulledSegment, PullManifest } from '../../../schemas/collection/sources/pull-manifest.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Pages, segments and manifests in memory; `keys` lists what is stored. */
export function pullMemory(): PullStore & { readonly keys: () => readonly string[] } {
  const objects = new Map<string, Uint8Array<ArrayBuffer>>();
  const get = (key: string): Uint8Array<ArrayBuffer> => {
    const bytes = objects.get(key);
    if (bytes === undefined) throw new Error(`nothing is stored at ${key}`);
    return bytes.slice();
  };
  const put = (key: string, value: unknown) => objects.set(key, new TextEncoder().encode(JSON.stringify(value)));
  const read = (key: string): unknown => JSON.parse(new TextDecoder().decode(get(key)));

  return {
    keys: () => [...objects.keys()],
    writePage: async (key, bytes) => {
      objects.set(key, bytes.slice());
      return sha256(bytes);
    },
    readPage: async (key) => get(key),
    writeSegment: async (key, pages) => void put(key, { pages }),
    readSegment: async (key) => PulledSegment.parse(read(key)).pages,
    writeManifest: async (key, manifest) => void put(key, manifest),
    readManifest: async (key) => ({ manifest: PullManifest.parse(read(key)), hash: sha256(get(key)) }),
  };
}
