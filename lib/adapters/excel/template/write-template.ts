import type { Workbook } from 'exceljs';
import type { TemplateSpec } from '../../../collection/template/template-spec.ts';
import { withCustomProperties } from '../xml/custom-properties.ts';
import { zipBytes } from '../zip/zip-bytes.ts';
import { type PackedEntry, zipEntries } from '../zip/zip-entries.ts';
import { addSheetsBehind, addTemplateSheet, newWorkbook } from './template-workbook.ts';

/** Writes the same bytes for the same spec. */
export async function writeTemplate(spec: TemplateSpec): Promise<Uint8Array> {
  const workbook = newWorkbook(spec);
  addTemplateSheet(workbook, spec, 'with-notes');
  addSheetsBehind(workbook, spec);
  const pieces: Uint8Array[] = [];
  for await (const piece of zipBytes(await packWorkbook(workbook, spec))) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Adds the marks as custom properties. */
export async function packWorkbook(workbook: Workbook, spec: TemplateSpec): Promise<PackedEntry[]> {
  const bytes = await workbook.xlsx.writeBuffer();
  return withCustomProperties(zipEntries(new Uint8Array(bytes)), spec.marks.pairs);
}
