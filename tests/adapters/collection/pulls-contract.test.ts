import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pullStore } from '../../../lib/adapters/object-store/pull-store.ts';
import type { PullStore } from '../../../lib/collection/sources/ports.ts';
import { pullMemory } from '../../collection/memory/pull-memory.ts';
import { runObjectStore } from '../../infra/local/object-store/run-object-store.ts';

type Opened = { readonly pulls: PullStore; readonly close: () => Promise<void> };

async function onDisk(): Promise<Opened> {
  const running = await runObjectStore();
  return { pulls: pullStore(running.s3, 'raw'), close: running.close };
}

const inMemory = async (): Promise<Opened> => ({ pulls: pullMemory(), close: async () => undefined });

describe.each([
  ['the local object store', onDisk],
  ['memory', inMemory],
] as const)('on %s', (_, open) => {
  let opened: Opened;
  let pulls: PullStore;
  beforeAll(async () => {
    opened = await open();
    ({ pulls } = opened);
  });
  afterAll(() => opened.close());

  test.each([
    ['a page', new TextEncoder().encode('["豫L12345",null]\n')],
    ['an empty page', new Uint8Array()],
    ['bytes that are not text', new Uint8Array([0, 255, 254, 128, 0])],
    ['a page that compresses well', new TextEncoder().encode('["A","1"]\n'.repeat(20_000))],
  ])('%s reads back byte by byte, and its hash is that of the original bytes', async (name, bytes) => {
    const key = `pulls/d/pages/1-${name.length}`;
    expect(await pulls.writePage(key, bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await pulls.readPage(key)).toEqual(bytes);
  });

  test('a segment reads back in order', async () => {
    const pages = [2, 1].map((rows) => ({ key: `k${rows}`, sha256: 'f'.repeat(64), bytes: 10 * rows, rows }));
    await pulls.writeSegment('s', pages);
    expect(await pulls.readSegment('s')).toEqual(pages);
  });

  test('a manifest reads back as written; equal ones have the same hash, others another', async () => {
    const manifest = {
      delivery: '01JE0000000000000000000001',
      dataset: 'vehicles',
      origin: 'public_security.vehicles',
      reading: { kind: 'rows' as const, table: 'public_security.vehicles', fields: ['number', 'name'] },
      pages: [{ key: 'k', sha256: 'f'.repeat(64), bytes: 1, rows: 1 }],
      rowsOnce: false,
      corrections: { '1.1': { name: '王芳' } },
    };
    await pulls.writeManifest('m', manifest);
    const { manifest: read, hash } = await pulls.readManifest('m');
    expect(read).toEqual(manifest);
    await pulls.writeManifest('m', manifest);
    expect((await pulls.readManifest('m')).hash).toBe(hash);
    await pulls.writeManifest('m', { ...manifest, only: ['1.1'] });
    const other = await pulls.readManifest('m');
    expect(other.manifest.only).toEqual(['1.1']);
    expect(other.hash).not.toBe(hash);
  });

  test('reading what does not exist is a failure', async () => {
    await expect(pulls.readPage('none')).rejects.toThrow();
    await expect(pulls.readSegment('none')).rejects.toThrow();
    await expect(pulls.readManifest('none')).rejects.toThrow();
  });
});
