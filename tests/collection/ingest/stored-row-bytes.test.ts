import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { recordVersionRepository } from '../../../lib/adapters/records/record-version-repository.ts';
import { maxStoredRowBytes, storedRowBytes } from '../../../lib/collection/check/stored-row-bytes.ts';
import { ingestExcel } from '../../../lib/collection/ingest/ingest-excel.ts';
import { ingestPages } from '../../../lib/collection/ingest/ingest-pages.ts';
import type { RecordVersionWriter } from '../../../lib/collection/ports.ts';
import { stagedFindings } from '../../../lib/collection/staging.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { tableServers } from '../../adapters/dynamodb/table-servers.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { openPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import { runPipeline } from '../pipeline/run-pipeline.ts';
import { fieldOf, versionOf } from '../template/sample-version.ts';

const dynamoDbLimit = 400 * 1024;

describe('the bytes of a row', () => {
  test.each([
    ['ascii', 'a', 1],
    ['Latin with accents', 'é', 2],
    ['Chinese', '漯', 3],
    ['a rare character, a surrogate pair', '𠮷', 4],
  ])('%s', (_, character, bytes) => {
    const count = 396_000 / bytes;
    expect(storedRowBytes([5], [character.repeat(count)])).toBe(396_000 + 1024 + 3 + 5 + 1);
  });

  test('empty fields count nothing, and a small row is not measured', () => {
    expect(storedRowBytes([5, 7], [null, 'a'.repeat(400_000)])).toBe(400_000 + 1024 + 3 + 7 + 1);
    expect(storedRowBytes([5, 7], ['a', null])).toBe(0);
  });
});

// dynalite does not refuse large items in a batch: only Amazon's own server is a judge.
const judges = tableServers.filter(({ name }) => name.startsWith('DynamoDB Local'));

describe.each(judges.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let records: RecordVersionWriter;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
        TableName.endsWith('-records'),
      );
      const server = await kind.start(properties);
      records = recordVersionRepository(server.tables, nameOf(properties, 'records'));
      ({ close } = server);
    });
    afterAll(() => close());

    /** A version with the longest of all other attributes, and values that measure so many bytes. */
    const versionOfBytes = (bytes: number): RecordVersion => {
      const keys = ['a'.repeat(40), 'b'];
      const rest = bytes - storedRowBytes([40, 1], ['漯'.repeat(120_000), '']) + 1;
      const values = ['漯'.repeat(120_000), 'x'.repeat(rest - 1)];
      expect(storedRowBytes([40, 1], values)).toBe(bytes);
      return {
        record: `${'d'.repeat(60)}#${'0'.repeat(32)}`,
        seq: 999_999,
        removed: false,
        values: Object.fromEntries(keys.map((key, i) => [key, values[i] ?? ''])),
        delivery: '01JD0000000000000000000001',
        sheet: '数'.repeat(31),
        page: 99_999,
        row: 1_048_576,
        subject: `${'d'.repeat(60)}#${'f'.repeat(32)}`,
      };
    };

    test('a row that measures 400 KB is stored, and one of 1 KB more is not', async () => {
      await records.put([versionOfBytes(dynamoDbLimit)]);
      await expect(records.put([versionOfBytes(dynamoDbLimit + 1024)])).rejects.toThrow();
    });
  });
});

describe('a row over 350 KB', () => {
  const long = (bytes: number) => '漯'.repeat(Math.floor(bytes / 3));
  const version = versionOf([
    fieldOf('编号', { key: 'number', required: true }),
    ...['one', 'two', 'three', 'four'].map((key, i) =>
      fieldOf(`说明${i + 1}`, { key, length: 32_767, required: key === 'one' }),
    ),
  ]);
  const cellsOf = (bytes: number) => [
    'k',
    long(bytes / 4),
    long(bytes / 4 - 300),
    long(bytes / 4),
    long(bytes / 4 + 300),
  ];
  const expected = {
    code: 'row-too-large',
    severity: 'error',
    field: 'four',
    label: '说明4',
    detail:
      '本行内容合计 352 KB，超过一条记录 350 KB 的上限，其中“说明4”最长。请精简本行的长文本后重新报送；确需保存全文的，请联系市政府信息中心。',
  };
  const findingsOf = async (pipeline: Pipeline, id: string) => {
    const { staged } = pipeline.stores.deliveries.all().find((one) => one.id === id) ?? {};
    const found = [];
    if (staged !== undefined)
      for await (const finding of stagedFindings(staged, pipeline.stores.stagingStore)) found.push(finding);
    return found;
  };

  test.each([
    ['just below is stored', maxStoredRowBytes - 1_200, { status: 'published', rowCounts: { new: 1, rejected: 0 } }, 0],
    ['is rejected', 350 * 1024 + 500, { status: 'returned', rowCounts: { new: 0, rejected: 1 } }, 1],
  ])('of a workbook %s', async (_, bytes, outcome, findings) => {
    const pipeline = openPipeline();
    pipeline.catalogue.versions = [version];
    const id = await pipeline.hand('increment', [['x', null]]);
    const { openRaw } = pipeline.ports;
    const raw = async (...given: Parameters<typeof openRaw>) => {
      const opened = await openRaw(...given);
      if (opened.kind === 'refusal') return opened;
      const cells = [['编号', '说明1', '说明2', '说明3', '说明4'], cellsOf(bytes)];
      const rows = async function* () {
        for (const [i, line] of cells.entries()) yield [{ row: i + 1, cells: line }];
      };
      return { ...opened, workbook: { ...opened.workbook, rows } };
    };
    const [arrival] = pipeline.queue.splice(0);
    if (arrival === undefined) throw new Error('nothing was uploaded');
    await pipeline.handle(arrival, async () => undefined);
    await ingestExcel({ delivery: id }, { ...pipeline.ports, openRaw: raw });
    pipeline.queue.splice(0, 1);
    await runPipeline(pipeline).untilQuiet();
    expect(pipeline.stores.deliveries.all()).toMatchObject([outcome]);
    expect(await findingsOf(pipeline, id)).toMatchObject(findings === 0 ? [] : [{ ...expected, row: 2, column: 'E' }]);
  });

  test.each(['interface', 'database'] as const)('of a source (%s) is rejected', async (channel) => {
    const pipeline = openPipeline();
    pipeline.catalogue.versions = [version];
    const id = await pipeline.hand('increment', [['x', null]]);
    pipeline.queue.length = 0;
    await pipeline.stores.deliveries.change(id, ['awaiting-upload'], { status: 'received', channel });
    await ingestPages(
      { delivery: id },
      {
        ...pipeline.ports,
        openManifest: async () => ({
          hash: 'f'.repeat(64),
          manifest: {
            delivery: id,
            dataset: version.dataset,
            origin: 't',
            reading: { kind: 'rows', table: 't', fields: version.content.fields.map(({ key }) => key) },
            pages: [{ key: 'p', sha256: '', bytes: 1, rows: 2 }],
            rowsOnce: false,
            corrections: {},
          },
        }),
        readPage: async () => ({
          length: 2,
          at: (i: number) => ({ cells: i === 0 ? cellsOf(350 * 1024 + 500) : ['l', '短'], removed: false }),
        }),
        pendingRejectedRowIds: async () => new Set<string>(),
      },
    );
    expect(pipeline.stores.deliveries.all()).toMatchObject([
      { status: 'loading', rowCounts: { read: 2, new: 1, rejected: 1 }, staged: { rejectedChunks: 1 } },
    ]);
    expect(await findingsOf(pipeline, id)).toMatchObject([{ ...expected, page: 1, row: 1 }]);
  });
});
