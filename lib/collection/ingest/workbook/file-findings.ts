import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import { type RowCounts, emptyRowCounts } from '../../../../schemas/collection/delivery.ts';
import type { FindingKind } from '../../../../schemas/collection/finding-kind.ts';
import { findingPhrases } from '../../../../schemas/collection/finding-phrases.ts';
import { type FindingCode, findingSeverities } from '../../../../schemas/collection/finding-severities.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { type Facts, fillPhrase } from '../../../kernel/fill-phrase.ts';
import type { ColumnRange } from '../../../kernel/sheet.ts';
import { FindingKinds } from '../../findings/finding-kinds.ts';
import type { StagingStore, WorkbookRefusal } from '../../ports.ts';
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
  const severity = findingSeverities[code];
  const { detail } = findingPhrases[code];
  return {
    code,
    severity,
    ...where,
    ...(field === undefined ? {} : { field: field.key, label: field.label }),
    detail: fillPhrase(detail, { ...(field === undefined ? {} : { label: field.label }), ...where, ...facts }),
  };
}

/** The one finding of a workbook that cannot be read. */
export function refusedWorkbook({ refused: code, detail }: WorkbookRefusal) {
  const finding: Finding = { code, severity: 'error', detail };
  return { findings: [finding], place: {} } as const;
}

export function noRows(sheet: string): Finding {
  return fileFinding('no-rows', { sheet });
}

/** One finding for hidden columns of the dataset. */
export function hiddenColumns(
  ranges: readonly ColumnRange[],
  { sheet, columns }: { readonly sheet: string; readonly columns: readonly number[] },
  { fields }: Pick<DatasetContent, 'fields'>,
): Finding[] {
  const hidden = fields.filter((_, i) => {
    const column = columns[i] ?? -1;
    return ranges.some(({ first, last }) => first <= column && column <= last);
  });
  const labels = hidden.map(({ label }) => `“${label}”`).join('、');
  return hidden.length === 0 ? [] : [fileFinding('hidden-columns-read', { sheet }, { count: hidden.length, labels })];
}

export type StagedUnfit = {
  readonly rowCounts: RowCounts;
  readonly findingKinds: readonly FindingKind[];
  readonly staged: StagedRows & { readonly prefix: string };
};

/** Stages the findings of a workbook whose rows are not read, as one chunk. */
export async function stageUnfit(
  { findings, place }: { readonly findings: readonly Finding[]; readonly place: UnfitWorkbook['place'] },
  prefix: string,
  stagingStore: Pick<StagingStore, 'writeLines'>,
): Promise<StagedUnfit> {
  const lines = findings.map((finding) => `${JSON.stringify(finding)}\n`);
  if (lines.length > 0) await stagingStore.writeLines(findingsKey(prefix, 1), lines.join(''));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const kinds = new FindingKinds();
  for (const finding of findings) kinds.add(finding);
  return {
    findingKinds: kinds.list(),
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
