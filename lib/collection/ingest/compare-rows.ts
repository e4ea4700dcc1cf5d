import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { emptyRowCounts, type DeliveryMode, type RowCounts } from '../../../schemas/collection/delivery.ts';
import { findingPhrases } from '../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { keyHashText, keySeparator, subjectHashText } from '../../kernel/hashing/hash-texts.ts';
import { RangeChecksums, rangeCount } from '../../kernel/hashing/range-sums.ts';
import { createRowHasher } from '../../kernel/hashing/row-hash.ts';
import type { SheetRow } from '../../kernel/sheet.ts';
import { maxFaultyRows } from '../annotate/annotation-text.ts';
import { compileRowChecks } from '../check/compile-row-checks.ts';
import type { Fault } from '../check/fault.ts';
import { toFinding } from '../check/to-finding.ts';
import type { KeyedHash, RowComparison } from '../ports.ts';
import { LineChunks, type WriteChunk } from './line-chunks.ts';
import { partLine, removalLine } from './part-line.ts';

/** A row with its place: in a sheet, or in a page of a pull. `removed`: it says of its record that it is gone. */
export type InputRow = SheetRow & { readonly page?: number; readonly removed?: boolean };

/** Rows on their way, and which cell of theirs holds which field (-1: none). */
export type RowSource = {
  /** The workbook's sheet; pages have none. */
  readonly sheet?: string;
  readonly columns: readonly number[];
  readonly rows: AsyncIterable<readonly InputRow[]>;
  /** Whether the row is one of the data; others are passed over and not counted. */
  readonly isData: (row: InputRow) => boolean;
};

/** What is asked beside, where the rows are those of a pull. They come newest first: of several rows about one record the first counts, and the others are passed over. */
export type PullOptions = {
  /** Key hashes of the dead letters that wait, as hex. */
  readonly pendingKeys: ReadonlySet<string>;
  /** One line for each rejected row (RejectedRowLine). */
  readonly writeRejected: WriteChunk;
  /** Everything is compared, and what differs is told. */
  readonly reconcile: boolean;
};

export type CompareOptions = {
  readonly dataset: string;
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly today: Day;
  readonly mode: DeliveryMode;
  readonly source: RowSource;
  readonly index: RowComparison;
  readonly hash: KeyedHash;
  readonly partRows: number;
  readonly writePart: WriteChunk;
  readonly writeFindings: WriteChunk;
  /** Findings about the file, known before its rows. */
  readonly fileFindings: readonly Finding[];
  /** Called between batches of rows; throws when the turn was lost. */
  readonly assertLease: () => Promise<void>;
  readonly pull?: PullOptions;
};

export type Comparison = {
  readonly rowCounts: RowCounts;
  readonly parts: number;
  readonly findings: number;
  readonly findingChunks: number;
  readonly faultyRows: number;
  /** More faulty rows than findings are kept of. */
  readonly truncated: () => boolean;
  /** Held records that the delivery no longer shows and that go with it. */
  readonly removeMissing: boolean;
  /** Rows passed over because a newer one about the same record had come. */
  readonly repeated: number;
  readonly rejectedChunks: number;
  /** Dead letters whose record came in good order. */
  readonly resolved: readonly string[];
  readonly reconciled: {
    readonly rows: number;
    readonly records: number;
    readonly ranges: number;
    readonly rangesDiffering: number;
  } | null;
  /** Called once the ledger is final. */
  readonly end: (late: readonly Finding[]) => Promise<{ readonly findings: number; readonly findingChunks: number }>;
};

const findingChunkSize = 1_000;

/**
 * Reads, checks and compares every row once, and writes down what changes. In the order of the sheet; nothing of a row is kept
 * in memory beyond its place in the index. A removed record's line in a part is `{"k":"<key hash>"}`, the others are part-line.ts's.
 */
export async function compareRows(order: CompareOptions): Promise<Comparison> {
  const { content, source, index, hash } = order;
  const rowCounts: RowCounts = { ...emptyRowCounts };
  const parts = new LineChunks(order.partRows, order.writePart);
  const findings = new LineChunks(findingChunkSize, order.writeFindings);
  const { pull } = order;
  const rejectedRows = new LineChunks(findingChunkSize, pull?.writeRejected ?? (async () => undefined));
  const sums = pull?.reconcile === true ? { source: new RangeChecksums(), stored: index.sums() } : null;
  const resolved = new Set<string>();
  let [findingCount, faultyRows, unreadableKeys, repeated] = [0, 0, 0, 0];

  const addFinding = (finding: Finding) => {
    rowCounts[finding.severity === 'error' ? 'errors' : 'warnings'] += 1;
    if (faultyRows > maxFaultyRows) return;
    findings.add(JSON.stringify(finding));
    findingCount += 1;
  };
  order.fileFindings.forEach(addFinding);

  const check = compileRowChecks({ content, codeLists: order.codeLists, columns: source.columns, today: order.today });
  const checkKey = compileRowChecks({
    content: { ...content, rules: [] },
    codeLists: order.codeLists,
    columns: source.columns.map((column, i) => (content.key.includes(content.fields[i]?.key ?? '') ? column : -1)),
    today: order.today,
  });
  const keyFields = content.key.map((key) => content.fields.findIndex((field) => field.key === key));
  const subjectField =
    content.subject === undefined ? -1 : content.fields.findIndex((field) => field.key === content.subject?.field);
  const keys = content.fields.map(({ key }) => key);
  const writeLine = partLine(keys);
  const values: (string | null)[] = content.fields.map(() => null);
  const [keyWords, rowWords, subjectWords, seed] = [
    new Uint32Array(4),
    new Uint32Array(4),
    new Uint32Array(4),
    new Uint32Array(4),
  ];
  hash.into('row', seed);
  const hashRow = createRowHasher(keys, seed);
  const keyPrefix = keyHashText(order.dataset, ['']);
  let faults: Finding[] = [];
  let current: InputRow = { row: 0, cells: [] };
  const report = (fault: Fault) => {
    const { row, page } = current;
    faults.push(
      toFinding(fault, content, {
        ...definedOnly({ sheet: source.sheet, page }),
        row,
        columns: source.columns,
      }),
    );
  };
  const keyLabels = keyFields.map((field) => `“${content.fields[field]?.label ?? ''}”`).join('、');
  const reportDuplicate = (otherRow: number) =>
    report({
      field: keyFields[0] ?? 0,
      code: 'duplicate-key',
      severity: 'error',
      facts: { label: keyLabels, otherRow },
    });

  const hashSubject = (row: readonly (string | null)[]): Uint32Array | null => {
    const value = row[subjectField] ?? null;
    if (content.subject === undefined || value === null) return null;
    hash.into(subjectHashText(content.subject.kind, value), subjectWords);
    return subjectWords;
  };

  /** A record that came in good order: the dead letters about it are overcome. */
  const markResolved = () => {
    if (pull === undefined || pull.pendingKeys.size === 0) return;
    const key = toHex(keyWords);
    if (pull.pendingKeys.has(key)) resolved.add(key);
  };
  /** A row about a record of which a newer one was seen. */
  const skipRepeated = () => {
    rowCounts.unchanged += 1;
    repeated += 1;
    faults = [];
  };
  const reject = (keyText: string | null, row: InputRow) => {
    rowCounts.rejected += 1;
    if (pull === undefined || faultyRows >= maxFaultyRows) return;
    const first = faults.find(({ severity }) => severity === 'error');
    // A row whose key can't be read is known by all that it holds, so that it is the same one when it comes again.
    if (keyText === null)
      hash.into(JSON.stringify([order.dataset, 'rejected', row.cells.slice(0, keys.length)]), keyWords);
    const rejected = {
      p: row.page ?? 1,
      r: row.row,
      k: keyText === null ? `x${toHex(keyWords)}` : toHex(keyWords),
      c: [...new Set(faults.flatMap(({ code, severity }) => (severity === 'error' ? [code] : [])))],
      d: first?.detail ?? '',
      ...(first?.field === undefined ? {} : { f: first.field }),
    };
    rejectedRows.add(JSON.stringify(rejected));
  };
  const processRemoval = (row: InputRow, number: number) => {
    const valid = checkKey(row.cells, values, report);
    const keyText = valid ? buildKeyText(keyPrefix, keyFields, values) : null;
    if (keyText === null) {
      unreadableKeys += 1;
      return reject(null, row);
    }
    hash.into(keyText, keyWords);
    const outcome = index.noteRemoved(keyWords, number);
    if (outcome === 'duplicate') return skipRepeated();
    markResolved();
    if (outcome === 'absent') {
      rowCounts.unchanged += 1;
      return;
    }
    rowCounts.changed += 1;
    rowCounts.removed += 1;
    removalLine(parts.next(), keyWords, row.row, row.page);
  };

  const processRow = (row: InputRow) => {
    current = row;
    rowCounts.read += 1;
    const number = pull === undefined ? row.row : rowCounts.read;
    if (row.removed === true) return processRemoval(row, number);
    const valid = check(row.cells, values, report);
    const keyText = buildKeyText(keyPrefix, keyFields, values);
    if (keyText === null) unreadableKeys += 1;
    else hash.into(keyText, keyWords);
    if (valid && keyText !== null) {
      hashRow(values, rowWords);
      const outcome = index.compareRow(keyWords, rowWords, number);
      if (outcome !== 'duplicate') {
        rowCounts[outcome] += 1;
        markResolved();
        if (sums !== null) {
          sums.source.add(keyWords, 0, rowWords, 0);
          if (outcome !== 'unchanged')
            report({
              field: keyFields[0] ?? 0,
              code: outcome === 'new' ? 'record-missing-here' : 'record-differs',
              severity: 'warning',
            });
        }
        if (outcome !== 'unchanged') writeLine(parts.next(), keyWords, hashSubject(values), values, row.row, row.page);
        return;
      }
      if (pull !== undefined) return skipRepeated();
      reportDuplicate(index.firstRowOf(keyWords));
    } else if (keyText !== null && !index.noteRejected(keyWords, number)) {
      if (pull !== undefined) return skipRepeated();
      reportDuplicate(index.firstRowOf(keyWords));
    }
    reject(keyText, row);
  };
  for await (const batch of source.rows) {
    for (const row of batch) {
      if (!source.isData(row)) continue;
      processRow(row);
      if (faults.length > 0) {
        faultyRows += 1;
        faults.forEach(addFinding);
        faults = [];
        if (findings.isFull) await findings.write();
        if (rejectedRows.isFull) await rejectedRows.write();
      }
      if (parts.isFull) await parts.write();
    }
    await order.assertLease();
  }

  const missingCount = order.mode === 'full' ? index.countMissing() : 0;
  // A rejected row whose key can't be read may be any of the missing records: then none of them is removed.
  const removeMissing = missingCount > 0 && unreadableKeys === 0;
  if (removeMissing) {
    rowCounts.removed += missingCount;
    for (const key of index.missingKeys()) {
      parts.add(`{"k":"${key}"}`);
      if (parts.isFull) await parts.write();
    }
  } else {
    rowCounts.retained = missingCount;
  }
  if (sums !== null && removeMissing)
    addFinding({
      code: 'record-not-at-source',
      severity: 'warning',
      detail: fillPhrase(findingPhrases['record-not-at-source'].detail, { count: missingCount }),
    });
  await parts.end();
  await rejectedRows.end();
  return {
    rowCounts,
    parts: parts.chunks,
    findings: findingCount,
    findingChunks: findings.chunks,
    faultyRows,
    truncated: () => faultyRows > maxFaultyRows,
    removeMissing,
    repeated,
    rejectedChunks: rejectedRows.chunks,
    resolved: [...resolved],
    reconciled:
      sums === null
        ? null
        : {
            rows: sums.source.rows,
            records: sums.stored.rows,
            ranges: rangeCount,
            rangesDiffering: sums.source.countDifferingRanges(sums.stored),
          },
    end: async (late) => {
      late.forEach(addFinding);
      await findings.end();
      return { findings: findingCount, findingChunks: findings.chunks };
    },
  };
}

/** Words as hex, as key hashes stand in tables and parts. */
function toHex(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** What the key is hashed from (hash-texts.ts); `null` when a part of it could not be read. */
function buildKeyText(begins: string, keyFields: readonly number[], values: readonly (string | null)[]): string | null {
  let text = begins;
  for (let i = 0; i < keyFields.length; i += 1) {
    const value = values[keyFields[i] ?? -1] ?? null;
    if (value === null) return null;
    text = i === 0 ? text + value : `${text}${keySeparator}${value}`;
  }
  return text;
}
