import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { buildExplanation } from './explanation.ts';
import { hintMark, listMarks, buildMarks, marksSheet } from './marks.ts';
import { buildTemplateColumn } from './template-column.ts';
import type { TemplateSpec } from './template-spec.ts';

export type TemplateOptions = {
  readonly department: string;
  /** Names the upload page as part of a Chinese sentence: `在…“<dataset>”处上传`. */
  readonly uploadAt?: string;
  readonly dataRows?: number;
};

const sheetName = '数据';
const [headerRow, hintRow, firstDataRow] = [1, 2, 3];

/** Builds a template deterministically. Throws when `codeLists` lacks a field's list. */
export function buildTemplate(
  version: DatasetVersion,
  codeLists: ReadonlyMap<string, CodeList>,
  options: TemplateOptions,
): TemplateSpec {
  const { department, uploadAt = '政务数据归集平台的', dataRows = 50_000 } = options;
  const lastDataRow = firstDataRow + dataRows - 1;
  const columns = version.content.fields.map((field) => buildTemplateColumn(field, codeLists));
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
    marks: { sheet: marksSheet, pairs: listMarks(buildMarks(version)) },
    createdAt: version.publishedOn === undefined ? version.createdAt : `${version.publishedOn}T00:00:00.000Z`,
  };
}
