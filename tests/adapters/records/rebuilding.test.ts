import { createHash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { stagingStore } from '../../../lib/adapters/object-store/staging-store.ts';
import { indexDrafts, objectHashes, openSpool } from '../../../lib/adapters/records/index-drafts.ts';
import { recordVersionRepository } from '../../../lib/adapters/records/record-version-repository.ts';
import { indexSubjects, scanVersions } from '../../../lib/adapters/records/scan-versions.ts';
import { createIndexWords, entryWords, headerWords } from '../../../lib/kernel/hashing/index-format.ts';
import { spooledWords } from '../../../lib/records/rebuild/spooled-entries.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { runObjectStore } from '../../infra/local/object-store/run-object-store.ts';
import { tableServers, type TableServer } from '../dynamodb/table-servers.ts';

const delivery = '01JE0000000000000000000001';

describe('an index that grows on disk', async () => {
  const store = await runObjectStore();
  const staging = stagingStore(store.s3, 'drafts');
  const words = createIndexWords(1_000);
  for (let i = headerWords; i < words.length; i += 1) words[i] = i * 2654435761;
  const hash = createHash('sha256').update(new Uint8Array(words.buffer)).digest('hex');
  afterAll(store.close);

  test('has the bytes and the hash of one written at once', async () => {
    const draft = await indexDrafts(store.s3, 'drafts')();
    for (let entry = 0; entry < 1_000; entry += 300)
      await draft.append(
        words.subarray(headerWords + entry * entryWords, headerWords + Math.min(entry + 300, 1_000) * entryWords),
      );
    expect(await draft.finish()).toBe(hash);
    await draft.upload('indexes/built');
    await draft.dispose();
    expect(await staging.readIndex('indexes/built')).toEqual(words);
    await staging.writeIndex('indexes/written', words);
    const storedHash = objectHashes(store.s3, 'drafts');
    expect([await storedHash('indexes/built'), await storedHash('indexes/written')]).toEqual([hash, hash]);
    expect(await storedHash('indexes/none')).toBeNull();
  });
});

test('a spool gives each range the versions that were put into it, and others nothing', async () => {
  const spool = await openSpool(spooledWords);
  const versionsOf = (range: number, count: number) =>
    Array.from({ length: count }, (_, i) => [range * 2 ** 24 + i, 0, 0, 0, 1, 2, 3, 4, i + 1, 0]).flat();
  await spool.add(Uint32Array.from([...versionsOf(7, 1_000), ...versionsOf(255, 3)]));
  await spool.add(Uint32Array.from(versionsOf(7, 5)));
  expect([...(await spool.readRange(7))]).toEqual([...versionsOf(7, 1_000), ...versionsOf(7, 5)]);
  expect((await spool.readRange(255)).length).toBe(3 * spooledWords);
  expect((await spool.readRange(255)).length).toBe(3 * spooledWords);
  expect((await spool.readRange(0)).length).toBe(0);
  await spool.dispose();
});

describe.each(tableServers)('the scan for a dataset, on $name', ({ found, start }) => {
  let server: TableServer | undefined;
  const name = 'guiji-local-records';
  beforeAll(async () => {
    if (!found) return;
    const { resources } = await resolvedService();
    const { tables } = parseResources(resources.Resources);
    server = await start(tables.filter(({ TableName }) => TableName === name));
  });
  afterAll(async () => await server?.close());

  test.skipIf(!found)('reads each version of the dataset once, and none of one whose id begins alike', async () => {
    if (server === undefined) throw new Error('no server');
    const version = (dataset: string, key: number, seq: number): RecordVersion => ({
      record: `${dataset}#${key.toString(16).padStart(32, '0')}`,
      seq,
      removed: seq === 2,
      values: seq === 2 ? {} : { number: `${key}` },
      delivery,
      row: 3,
      sheet: '数据',
    });
    const keys = Array.from({ length: 30 }, (_, i) => i);
    const wanted = keys.flatMap((key) => [version('cards', key, 1), version('cards', key, 2)]);
    await recordVersionRepository(server.tables, name).put([
      ...wanted,
      ...keys.map((key) => version('cards-2', key, 1)),
    ]);
    const scan = scanVersions(server.tables, name);
    const read: string[] = [];
    for (const segment of [0, 1, 2])
      for await (const versions of scan('cards', segment, 3)) read.push(...versions.map((one) => JSON.stringify(one)));
    const stored = wanted.map(({ record, seq, removed, values, delivery: by }) =>
      JSON.stringify({ record, seq, removed, values, delivery: by }),
    );
    expect(read.toSorted()).toEqual(stored.toSorted());
  });

  test.skipIf(!found)(
    'the index by subject alone is written, rebuilt for old items, and loses what is removed',
    async () => {
      if (server === undefined) throw new Error('no server');
      const { tables } = server;
      const records = recordVersionRepository(tables, name);
      const hash = 'b'.repeat(32);
      const of = (dataset: string, key: string, seq = 1): RecordVersion => ({
        record: `${dataset}#${key.padStart(32, '0')}`,
        seq,
        removed: false,
        values: { number: key },
        delivery,
        subject: `${dataset}#${hash}`,
      });
      const keysOf = async () => {
        const keys: string[] = [];
        for await (const { record, seq } of records.keysOfSubject(hash))
          keys.push(`${record.replace(/#0*/u, '#')}@${seq}`);
        return keys;
      };
      const { subject: _none, ...nobody } = of('permits', '3');
      await records.put([of('permits', '2'), of('houses', '1'), of('permits', '1'), nobody]);
      const old = of('houses', '2');
      await tables.send(new PutCommand({ TableName: name, Item: old }));
      expect(await keysOf()).toEqual(['houses#1@1', 'permits#1@1', 'permits#2@1']);

      const scanned = [];
      for await (const versions of scanVersions(tables, name)('houses', 0, 1)) scanned.push(...versions);
      expect(scanned.map(({ record, subjectHash }) => `${record.at(-1)} ${subjectHash}`).toSorted()).toEqual([
        `1 ${hash}`,
        '2 undefined',
      ]);
      const unindexed = { record: old.record, seq: 1, subjectHash: hash };
      const gone = { record: of('houses', '9').record, seq: 1, subjectHash: hash };
      await indexSubjects(tables, name)([unindexed, gone]);
      await indexSubjects(tables, name)([unindexed]);
      expect(await keysOf()).toEqual(['houses#1@1', 'houses#2@1', 'permits#1@1', 'permits#2@1']);
      expect(await records.getMany([old])).toEqual([old]);

      await records.remove([of('permits', '1')]);
      expect(await keysOf()).toEqual(['houses#1@1', 'houses#2@1', 'permits#2@1']);
    },
  );
});
