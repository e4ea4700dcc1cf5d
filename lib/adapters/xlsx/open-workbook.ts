import { uncomputed, type ByteSource, type MergedRange, type SheetRow, type Workbook } from '../../kernel/sheet.ts';
import { CellValues } from './cells/cell-values.ts';
import { SheetScanner } from './cells/sheet-scanner.ts';
import { findWorkbookPart } from './parts/find-workbook-part.ts';
import { readCustomProperties } from './parts/properties-part.ts';
import { readSharedStrings, type SharedStrings } from './parts/shared-strings.ts';
import { readDateStyles } from './parts/styles-part.ts';
import { readWorkbookPart } from './parts/workbook-part.ts';
import { megabytes, readingLimits, type ReadingLimits } from './refusals/reading-limits.ts';
import { refuseDoctypes } from './refusals/refuse-doctypes.ts';
import { refuseOtherFiles } from './refusals/refuse-other-files.ts';
import { WorkbookRefused } from './refusals/workbook-refused.ts';
import { cachedSource } from './source/cached-source.ts';
import { packageParts } from './zip/package-parts.ts';
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
  const styles = await readDateStyles(parts, book.styles);
  const properties = await readCustomProperties(parts);

  let strings: Promise<SharedStrings> | undefined;
  const merges = new Map<string, readonly MergedRange[]>();

  async function* rows(name: string): AsyncGenerator<readonly SheetRow[]> {
    const sheet = book.sheets.find((listed) => listed.name === name);
    if (sheet === undefined) throw new Error('the workbook has no sheet of this name');
    const chunks = parts.stream(sheet.part);
    if (chunks === undefined) throw new WorkbookRefused('corrupt', { sheet: name, part: name });
    strings ??= readSharedStrings(parts, book.sharedStrings, allowed);
    const values = new CellValues(
      await strings,
      styles,
      book.date1904,
      allowed.uncomputed === 'error' ? { error: uncomputed } : null,
    );
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
    merges.set(name, scanner.merges);
    if (batch.length > 0) yield batch;
  }

  return {
    sheets: book.sheets.map(({ name, state }) => ({ name, state })),
    properties,
    rows,
    merges: (sheet) => merges.get(sheet) ?? [],
    close: () => {
      strings = undefined;
      return Promise.resolve();
    },
  };
}
