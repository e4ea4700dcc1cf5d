import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { buildExplanation } from './explanation.ts';
import { hintMark } from './hint-mark.ts';
import { marksAsPairs, buildMarks, marksSheet } from './marks.ts';
import { templateColumn } from './template-column.ts';
import type { TemplateSpec } from './template-spec.ts';

export type TemplateOptions = {
  /** The providing department's name. */
  readonly department: string;
  /** Where to hand it in, as it is said in a sentence. */
  readonly uploadAt?: string;
  /** How many rows get drop-downs and date checks; 50,000 unless said otherwise. */
  readonly dataRows?: number;
};

const sheetName = '数据';
const [headerRow, hintRow, firstDataRow] = [1, 2, 3];

/**
 * The workbook to fill in for a catalogue version. The same version and code lists always give the same template.
 * Throws when a field names a code list that is not among `codeLists`.
 */
export function buildTemplate(
  version: DatasetVersion,
  codeLists: ReadonlyMap<string, CodeList>,
  options: TemplateOptions,
): TemplateSpec {
  const { department, uploadAt = '政务数据归集平台的', dataRows = 50_000 } = options;
  const lastDataRow = firstDataRow + dataRows - 1;
  const columns = version.content.fields.map((field) => templateColumn(field, codeLists));
  return {
    title: `${version.content.metadata.name} 数据归集模板`,
    sheetName,
    columns: columns.map((column, i) => (i === 0 ? { ...column, hint: `${hintMark}${column.hint}` } : column)),
    headerRow,
    hintRow,
    hintMark,
    firstDataRow,
    lastDataRow,
    explanation: buildExplanation(version, codeLists, { department, uploadAt, sheetName, firstDataRow, lastDataRow }),
    marks: { sheet: marksSheet, pairs: marksAsPairs(buildMarks(version)) },
    createdAt: version.publishedOn === undefined ? version.createdAt : `${version.publishedOn}T00:00:00.000Z`,
  };
}
