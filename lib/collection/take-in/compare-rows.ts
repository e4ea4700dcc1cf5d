import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { emptyLedger } from '../../../schemas/collection/delivery.ts';
import type { DeliveryMode, Ledger } from '../../../schemas/collection/delivery.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { keyHashText, keySeparator, subjectHashText } from '../../kernel/hash-texts.ts';
import { rowHash } from '../../kernel/row-hash.ts';
import type { SheetRow } from '../../kernel/sheet.ts';
import { compileRowChecks } from '../check/compile-row-checks.ts';
import type { Fault } from '../check/fault.ts';
import { findingOf } from '../check/finding-of.ts';
import { isBlankRow } from '../check/is-blank-row.ts';
import { isHintRow } from '../check/is-hint-row.ts';
import type { KeyedHash, RowComparison } from '../ports.ts';
import { LineChunks } from './line-chunks.ts';
import type { HandChunk } from './line-chunks.ts';
import { partLine } from './part-line.ts';
import { mostFaultyRows } from '../template/marked-up-text.ts';

/** A workbook's rows on their way: which sheet, where its header stands, which column holds which field (-1: none). */
export type RowSource = { readonly sheet: string; readonly headerRow: number; readonly columns: readonly number[]; readonly rows: AsyncIterable<readonly SheetRow[]> };

export type CompareOrder = {
  readonly dataset: string;
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly today: Day;
  readonly mode: DeliveryMode;
  readonly source: RowSource;
  readonly index: RowComparison;
  readonly hash: KeyedHash;
  readonly partRows: number;
  readonly writePart: HandChunk;
  readonly writeFindings: HandChunk;
  /** Findings about the file, known before its rows. */
  readonly fileFindings: readonly Finding[];
  /** Called between batches of rows; throws when the turn was lost. */
  readonly stillMine: () => Promise<void>;
};

export type Comparison = {
  readonly ledger: Ledger;
  readonly parts: number;
  readonly findings: number;
  readonly findingChunks: number;
  readonly faultyRows: number;
  /** More faulty rows than findings are kept of. */
  readonly truncated: () => boolean;
  /** Held records that the delivery no longer shows and that go with it. */
  readonly dropUnseen: boolean;
  /** Called once the ledger is final. */
  readonly end: (late: readonly Finding[]) => Promise<{ readonly findings: number; readonly findingChunks: number }>;
};

const findingsInChunk = 1_000;

/**
 * Reads, checks and compares every row once, and writes down what changes. In the order of the sheet; nothing of a row is kept
 * in memory beyond its place in the index. A removed record's line in a part is `{"k":"<key hash>"}`, the others are part-line.ts's.
 */
export async function compareRows(order: CompareOrder): Promise<Comparison> {
  const { content, source, index, hash } = order;
  const ledger: Ledger = { ...emptyLedger };
  const parts = new LineChunks(order.partRows, order.writePart);
  const findings = new LineChunks(findingsInChunk, order.writeFindings);
  let [findingCount, faultyRows, lostKeys] = [0, 0, 0];

  const keep = (finding: Finding) => {
    ledger[finding.severity === 'error' ? 'errors' : 'warnings'] += 1;
    if (faultyRows > mostFaultyRows) return;
    findings.add(JSON.stringify(finding));
    findingCount += 1;
  };
  order.fileFindings.forEach(keep);

  const check = compileRowChecks({ content, codeLists: order.codeLists, columns: source.columns, today: order.today });
  const keyFields = content.key.map((key) => content.fields.findIndex((field) => field.key === key));
  const subjectField = content.subject === undefined ? -1 : content.fields.findIndex((field) => field.key === content.subject?.field);
  const keys = content.fields.map(({ key }) => key);
  const writeLine = partLine(keys);
  const values: (string | null)[] = content.fields.map(() => null);
  const [ofKey, ofRow, ofSubject, seed] = [new Uint32Array(4), new Uint32Array(4), new Uint32Array(4), new Uint32Array(4)];
  hash.into('row', seed);
  const hashRow = rowHash(keys, seed);
  const keyBegins = keyHashText(order.dataset, ['']);
  let faults: Finding[] = [];
  let rowNumber = 0;
  const report = (fault: Fault) => {
    faults.push(findingOf(fault, content, { sheet: source.sheet, row: rowNumber, columns: source.columns }));
  };
  const keyLabels = keyFields.map((field) => `“${content.fields[field]?.label ?? ''}”`).join('、');
  const reportDuplicate = (otherRow: number) => report({ field: keyFields[0] ?? 0, code: 'duplicate-key', severity: 'error', facts: { label: keyLabels, otherRow } });

  const hashSubject = (row: readonly (string | null)[]): Uint32Array | null => {
    const value = row[subjectField] ?? null;
    if (content.subject === undefined || value === null) return null;
    hash.into(subjectHashText(content.subject.kind, value), ofSubject);
    return ofSubject;
  };

  const takeRow = (row: SheetRow) => {
    rowNumber = row.row;
    ledger.read += 1;
    const good = check(row.cells, values, report);
    const keyText = keyTextOf(keyBegins, keyFields, values);
    if (keyText === null) lostKeys += 1;
    else hash.into(keyText, ofKey);
    if (good && keyText !== null) {
      hashRow(values, ofRow);
      const verdict = index.see(ofKey, ofRow, row.row);
      if (verdict !== 'duplicate') {
        ledger[verdict] += 1;
        if (verdict !== 'unchanged') writeLine(parts.next(), ofKey, hashSubject(values), values, row.row);
        return;
      }
      reportDuplicate(index.firstRowOf(ofKey));
    } else if (keyText !== null && !index.seeRejected(ofKey, row.row)) {
      reportDuplicate(index.firstRowOf(ofKey));
    }
    ledger.rejected += 1;
  };
  for await (const batch of source.rows) {
    for (const row of batch) {
      if (row.row <= source.headerRow || isBlankRow(row.cells, source.columns) || isHintRow(row, source.headerRow)) continue;
      takeRow(row);
      if (faults.length > 0) {
        faultyRows += 1;
        faults.forEach(keep);
        faults = [];
        if (findings.isFull) await findings.write();
      }
      if (parts.isFull) await parts.write();
    }
    await order.stillMine();
  }

  const unseen = order.mode === 'full' ? index.countUnseen() : 0;
  // A rejected row whose key can't be read may be any of the missing records: then none of them is removed.
  const dropUnseen = unseen > 0 && lostKeys === 0;
  if (dropUnseen) {
    ledger.removed = unseen;
    for (const key of index.unseenKeys()) {
      parts.add(`{"k":"${key}"}`);
      if (parts.isFull) await parts.write();
    }
  } else {
    ledger.kept = unseen;
  }
  await parts.end();
  return {
    ledger,
    parts: parts.chunks,
    findings: findingCount,
    findingChunks: findings.chunks,
    faultyRows,
    truncated: () => faultyRows > mostFaultyRows,
    dropUnseen,
    end: async (late) => {
      late.forEach(keep);
      await findings.end();
      return { findings: findingCount, findingChunks: findings.chunks };
    },
  };
}

/** What the key is hashed from (hash-texts.ts); `null` when a part of it could not be read. */
function keyTextOf(begins: string, keyFields: readonly number[], values: readonly (string | null)[]): string | null {
  let text = begins;
  for (let i = 0; i < keyFields.length; i += 1) {
    const value = values[keyFields[i] ?? -1] ?? null;
    if (value === null) return null;
    text = i === 0 ? text + value : `${text}${keySeparator}${value}`;
  }
  return text;
}
