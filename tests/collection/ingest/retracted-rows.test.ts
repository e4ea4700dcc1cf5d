import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { ingest } from '../../../lib/collection/ingest/ingest.ts';
import { type ChunkStore, StagedRecord } from '../../../lib/collection/staging.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import { RowIndex } from '../../../lib/records/row-index.ts';
import { Finding } from '../../../schemas/collection/finding.ts';
import { RejectedRowLine } from '../../../schemas/collection/sources/pull-manifest.ts';
import { contentOf, field } from '../check/sample-content.ts';
import { versionOf } from '../template/sample-version.ts';

const content = contentOf([
  field('number', '编号', 'local-number', { required: true }),
  field('name', '名称', 'text', { required: true }),
]);
const version = { ...versionOf(content.fields), content };

type Row = readonly [key: string, value: string | null];

function memoryChunks() {
  const kept = new Map<number, string>();
  const store: ChunkStore = {
    write: async (chunk, lines) => void kept.set(chunk, new TextDecoder().decode(lines)),
    read: async (chunk) => new TextEncoder().encode(kept.get(chunk) ?? ''),
  };
  return { store, lines: () => [...kept.entries()].toSorted(([a], [b]) => a - b).flatMap(([, text]) => linesOf(text)) };
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

/** Parts hold three rows, so that most conflicts lie in parts that were written. A pull stages rejected rows too. */
async function ingested(rows: readonly Row[], stored: Uint32Array | null, channel: 'workbook' | 'pull' = 'workbook') {
  const [parts, findings, rejected] = [memoryChunks(), memoryChunks(), memoryChunks()];
  const batch = rows.map((cells: readonly Cell[], i) => ({
    row: channel === 'pull' ? rows.length - i : i + 2,
    cells,
    ...(channel === 'pull' ? { page: 1 } : {}),
  }));
  const { index, comparison } = await ingest(
    {
      headerRow: 1,
      columns: [0, 1],
      rows: async function* () {
        yield batch;
      },
      isData: () => true,
      findings: [],
      lateFindings: () => [],
      ...(channel === 'pull'
        ? { pull: { pendingKeys: new Set(), reconcile: true, rowsOnce: true, events: false } }
        : {}),
    },
    {
      mode: 'full',
      version,
      today: '2026-06-30',
      codeLists: async () => new Map(),
      openIndex: async () => new RowIndex(stored === null ? null : stored.slice()),
      hash: keyedHash('a key of these tests, long enough to be one'),
      partRows: 3,
      chunks: { parts: parts.store, findings: findings.store, rejected: rejected.store },
      assertLease: async () => undefined,
    },
  );
  const { rowCounts, removeMissing, findingKinds, pull } = comparison;
  return {
    rowCounts,
    findingKinds,
    pull,
    next: index.next(2, removeMissing),
    records: parts.lines().map((line) => StagedRecord.parse(JSON.parse(line))),
    findings: findings.lines().map((line) => Finding.parse(JSON.parse(line))),
    rejected: rejected.lines().map((line) => RejectedRowLine.parse(JSON.parse(line))),
  };
}

/** What must become of rows: of a key whose rows are all sound and equal, the first counts; otherwise none does. */
function judge(rows: readonly Row[]) {
  const byKey = Map.groupBy(rows, ([key]) => key);
  const isSound = (key: string) => {
    const values = new Set(byKey.get(key)?.map(([, value]) => value));
    return values.size === 1 && !values.has(null);
  };
  return {
    published: new Map([...byKey].flatMap(([key, [first]]) => (isSound(key) ? [[key, first?.[1] ?? null]] : []))),
    rejected: rows.filter(([key]) => !isSound(key)).length,
    inConflict: rows.flatMap(([key], i) => (!isSound(key) && (byKey.get(key)?.length ?? 0) > 1 ? [i + 2] : [])),
  };
}

const anyRow: fc.Arbitrary<Row> = fc.tuple(
  fc.constantFrom('A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6'),
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom('甲', '乙') }, { weight: 1, arbitrary: fc.constant(null) }),
);
const anyRows = fc.array(anyRow, { maxLength: 24 });

test('rows in conflict leave no trace in counts, parts, findings and index', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, anyRows, async (before, rows) => {
      const earlier = await ingested(before, null);
      const known = judge(before).published;
      const { rowCounts, records, findings, findingKinds, next } = await ingested(rows, earlier.next);

      const { published, rejected, inConflict } = judge(rows);
      const isNew = [...published.keys()].filter((key) => !known.has(key));
      const isChanged = [...published].filter(([key, value]) => known.has(key) && known.get(key) !== value);
      expect(rowCounts).toMatchObject({ new: isNew.length, changed: isChanged.length, rejected });
      expect(new Set(records.flatMap(({ v }) => (v === undefined ? [] : [v['number']])))).toEqual(
        new Set([...isNew, ...isChanged.map(([key]) => key)]),
      );

      const rowsOfFindings = findings.map(({ row = 0 }) => row);
      expect(rowsOfFindings).toEqual(rowsOfFindings.toSorted((a, b) => a - b));
      expect(findings.flatMap(({ code, row }) => (code === 'duplicate-key' ? [row] : []))).toEqual(inConflict);
      expect(rowCounts.errors).toBe(findings.filter(({ severity }) => severity === 'error').length);
      expect(rowCounts.warnings).toBe(findings.filter(({ severity }) => severity === 'warning').length);
      for (const { code, count } of findingKinds)
        expect(findings.filter((finding) => finding.code === code)).toHaveLength(count);

      const stays = [...known].filter(([key]) => rows.some(([of]) => of === key) && !published.has(key));
      const again = await ingested([...published, ...stays], next);
      expect(again.rowCounts).toMatchObject({
        new: 0,
        changed: 0,
        unchanged: published.size + stays.length,
        removed: 0,
      });
    }),
    { numRuns: 60 },
  );
});

test('a pull stages each rejected row once, and its checksums hold the accepted rows', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const { rejected, pull, rowCounts } = await ingested(rows, null, 'pull');
      const expected = judge(rows);
      expect(rejected.map(({ r }) => rows.length - r)).toEqual(
        rows.flatMap(([key], i) => (expected.published.has(key) ? [] : [i])),
      );
      expect(rejected.filter(({ c }) => c.includes('duplicate-key'))).toHaveLength(expected.inConflict.length);
      expect(pull?.reconciled?.rows).toBe(expected.published.size);
      expect(rowCounts.rejected).toBe(expected.rejected);
    }),
    { numRuns: 60 },
  );
});

test('conflicts among thousands of findings keep their place in every chunk', async () => {
  const rows = Array.from({ length: 2_500 }, (_, i): Row => [`B-${i}`, i % 10 === 0 ? null : '甲']);
  const late = rows.map(([key, value], i): Row => [key, value !== null && i % 2 === 1 ? '乙' : value]);
  const { findings, rowCounts, records } = await ingested([...rows, ...late], null);
  const { published, rejected, inConflict } = judge([...rows, ...late]);
  expect(rowCounts).toMatchObject({ read: 5_000, new: published.size, rejected });
  expect(findings.flatMap(({ code, row }) => (code === 'duplicate-key' ? [row] : []))).toEqual(inConflict);
  expect(records).toHaveLength(published.size);
});
