import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import { type RowCounts, emptyRowCounts } from '../../../../schemas/collection/delivery.ts';
import { findingPhrases, type FindingCode } from '../../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { type Facts, fillPhrase } from '../../../kernel/fill-phrase.ts';
import type { MergedRange } from '../../../kernel/sheet.ts';
import type { StagingStore } from '../../ports.ts';
import { findingsKey } from '../../staging.ts';
import type { StagedRows } from '../ingest.ts';
import type { UnfitWorkbook } from './open-workbook-source.ts';

/** Makes a finding about the file, a sheet or a column. */
export function fileFinding(
  code: FindingCode,
  place: { readonly sheet?: string; readonly column?: string; readonly field?: Field },
  facts: Facts = {},
): Finding {
  const { field, ...where } = place;
  const { severity, detail } = findingPhrases[code];
  return {
    code,
    severity,
    ...where,
    ...(field === undefined ? {} : { field: field.key, label: field.label }),
    detail: fillPhrase(detail, { ...(field === undefined ? {} : { label: field.label }), ...where, ...facts }),
  };
}

/** A workbook that merges cells does so everywhere. */
const maxMergesReported = 20;

/** Findings that need the whole sheet: no rows, and at most 20 merged ranges over the data. */
export function lateFindings(
  merges: readonly MergedRange[],
  sheet: { readonly sheet: string; readonly headerRow: number; readonly columns: readonly number[] },
  content: DatasetContent,
  rowCounts: RowCounts,
): Finding[] {
  const findings = rowCounts.read === 0 ? [fileFinding('no-rows', { sheet: sheet.sheet })] : [];
  for (const merge of merges) {
    if (findings.length === maxMergesReported) break;
    if (merge.lastRow <= sheet.headerRow) continue;
    const i = sheet.columns.findIndex((column) => merge.firstColumn <= column && column <= merge.lastColumn);
    const field = content.fields[i];
    if (field === undefined) continue;
    findings.push(
      fileFinding(
        'merged-cell',
        { sheet: sheet.sheet, column: columnLetters(sheet.columns[i] ?? 0), field },
        { row: merge.firstRow },
      ),
    );
  }
  return findings;
}

/** Stages the findings of a workbook whose rows are not read, as one chunk. */
export async function stageUnfit(
  { findings, place }: { readonly findings: readonly Finding[]; readonly place: UnfitWorkbook['place'] },
  prefix: string,
  stagingStore: Pick<StagingStore, 'writeLines'>,
): Promise<{ readonly rowCounts: RowCounts; readonly staged: StagedRows & { readonly prefix: string } }> {
  const lines = findings.map((finding) => `${JSON.stringify(finding)}\n`);
  if (lines.length > 0) await stagingStore.writeLines(findingsKey(prefix, 1), lines.join(''));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    rowCounts: { ...emptyRowCounts, errors, warnings: findings.length - errors },
    staged: {
      prefix,
      parts: 0,
      findingChunks: lines.length > 0 ? 1 : 0,
      findings: lines.length,
      truncated: false,
      faultyRows: 0,
      headerRow: place.headerRow ?? 0,
      columns: [...(place.columns ?? [])],
      absentFields: [],
      ...definedOnly({ sheet: place.sheet }),
    },
  };
}
