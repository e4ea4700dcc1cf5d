import { emptyRowCounts, type RowCounts } from '../../../../schemas/collection/delivery.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { StagingStore } from '../../ports.ts';
import { findingsKey } from '../../staging-keys.ts';
import type { StagedRows } from '../ingest.ts';
import type { UnfitWorkbook } from './open-data-sheet.ts';

/** Stages the findings of a workbook whose rows are not read, as one chunk below `prefix`, and counts them. */
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
