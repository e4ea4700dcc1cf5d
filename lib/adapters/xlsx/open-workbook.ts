import {
  uncomputed,
  type ByteSource,
  type MergedRange,
  type SheetLayout,
  type SheetRow,
  type Workbook,
} from '../../kernel/sheet.ts';
import { CellValues } from './cells/cell-values.ts';
import { SheetScanner } from './cells/sheet-scanner.ts';
import { findWorkbookPart } from './parts/find-workbook-part.ts';
import { readCustomProperties } from './parts/properties-part.ts';
import { readSharedStrings, type SharedStrings } from './parts/shared-strings.ts';
import { readCellDisplays } from './parts/styles-part.ts';
import { readWorkbookPart } from './parts/workbook-part.ts';
import { megabytes, readingLimits, type ReadingLimits } from './refusals/reading-limits.ts';
import { refuseDoctypes } from './refusals/refuse-doctypes.ts';
import { refuseOtherFiles } from './refusals/refuse-other-files.ts';
import { WorkbookRefused } from './refusals/workbook-refused.ts';
import { cachedSource } from './source/cached-source.ts';
import { packageParts, type PackageParts } from './zip/package-parts.ts';
import { readZipDirectory } from './zip/zip-directory.ts';

/** The caller closes the source. Throws `WorkbookRefused`, also from `rows`. `limits` bound the memory. */
export async function openWorkbook(source: ByteSource, limits: Partial<ReadingLimits> = {}): Promise<Workbook> {
  const allowed: ReadingLimits = { ...readingLimits, ...limits };
  if (source.size > allowed.fileBytes)
    throw new WorkbookRefused('too-large', { part: 'zip', limit: megabytes(allowed.fileBytes) });
  const cached = cachedSource(source);
  await refuseOtherFiles(cached);
  const directory = await readZipDirectory(cached, allowed);
  await refuseDoctypes(cached, directory);
  const parts = packageParts(cached, directory, allowed);
  const book = await readWorkbookPart(parts, await findWorkbookPart(parts, allowed.macros), allowed.entries);
  const styles = await readCellDisplays(parts, book.styles);
  const properties = await readCustomProperties(parts);

  let strings: Promise<SharedStrings> | undefined;
  const layouts = new Map<string, SheetLayout>();

  async function* rows(name: string): AsyncGenerator<readonly SheetRow[]> {
    const sheet = book.sheets.find((listed) => listed.name === name);
    if (sheet === undefined) throw new Error('the workbook has no sheet of this name');
    const chunks = parts.stream(sheet.part);
    if (chunks === undefined) throw new WorkbookRefused('corrupt', { sheet: name, part: name });
    strings ??= readSharedStrings(parts, book.sharedStrings, allowed);
    const values = new CellValues(await strings, styles, book.date1904, {
      uncomputed: allowed.uncomputed === 'error' ? { error: uncomputed } : null,
      sharedTextCharacters: allowed.sharedTextCharacters,
    });
    const scanner = new SheetScanner(name, sheet.part, values, allowed.cellXmlBytes);
    let batch: SheetRow[] = [];
    for await (const chunk of chunks) {
      scanner.feed(chunk);
      while (scanner.fill(batch)) {
        yield batch;
        batch = [];
      }
    }
    scanner.close();
    while (scanner.fill(batch)) {
      yield batch;
      batch = [];
    }
    scanner.finish();
    layouts.set(name, { merges: scanner.merges, hiddenColumns: scanner.hiddenColumns });
    if (batch.length > 0) yield batch;
  }

  async function mergesAhead(name: string): Promise<readonly MergedRange[]> {
    const known = layouts.get(name);
    if (known !== undefined) return known.merges;
    const part = book.sheets.find((listed) => listed.name === name)?.part;
    if (part === undefined || !(await mayHaveMerges(parts, part))) return [];
    for await (const batch of rows(name)) void batch;
    return layouts.get(name)?.merges ?? [];
  }

  return {
    sheets: book.sheets.map(({ name, state }) => ({ name, state })),
    properties,
    rows,
    layout: (sheet) => layouts.get(sheet) ?? emptyLayout,
    mergesAhead,
    close: () => {
      strings = undefined;
      return Promise.resolve();
    },
    source,
  };
}

const emptyLayout: SheetLayout = { merges: [], hiddenColumns: [] };

/** Inflating a larger sheet twice would cost seconds; people merge cells in small ones. */
const maxSearchedBytes = 256 * 1024 * 1024;
const mergeTag = Buffer.from('mergeCell');

/** Searches the bytes for the tag: that takes a fraction of reading the cells. */
async function mayHaveMerges(parts: PackageParts, part: string): Promise<boolean> {
  let rest = Buffer.alloc(0);
  let searched = 0;
  for await (const chunk of parts.stream(part) ?? []) {
    searched += chunk.byteLength;
    if (searched > maxSearchedBytes) return false;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (bytes.includes(mergeTag) || Buffer.concat([rest, bytes.subarray(0, 16)]).includes(mergeTag)) return true;
    rest = Buffer.from(bytes.subarray(-mergeTag.length));
  }
  return false;
}
