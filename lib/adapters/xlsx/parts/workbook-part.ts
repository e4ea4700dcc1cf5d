import type { SheetInfo, SheetState } from '../../../kernel/sheet.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { walkXml } from '../xml/walk-xml.ts';
import { unescapeXstring } from '../xml/xml-text.ts';
import type { PackageParts } from '../zip/package-parts.ts';
import { readRelations, resolveTarget } from './relations.ts';

export type ListedSheet = SheetInfo & { readonly part: string };

export type WorkbookPart = {
  /** Worksheets are in tab order. */
  readonly sheets: readonly ListedSheet[];
  /** Old Macintosh files count days from 1904. */
  readonly date1904: boolean;
  readonly sharedStrings: string;
  readonly styles: string;
};

/** Throws `WorkbookRefused` for no worksheet, more than `sheetLimit`, or two of one name. */
export async function readWorkbookPart(parts: PackageParts, part: string, sheetLimit: number): Promise<WorkbookPart> {
  const bytes = await parts.readWhole(part);
  if (bytes === undefined) throw new WorkbookRefused('not-a-workbook');
  const relations = await readRelations(parts, part);
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  const target = (kind: string, usual: string) =>
    relations.find((relation) => relation.kind === kind)?.target ??
    resolveTarget(part.slice(0, part.lastIndexOf('/') + 1), usual);

  const sheets: ListedSheet[] = [];
  const names = new Set<string>();
  let date1904 = false;
  walkXml(bytes, part, {
    open: (tag, element, path) => {
      if (element === 'workbookPr' && path.length === 1) date1904 = isOn(tag.attribute('date1904'));
      if (element !== 'sheet' || path.at(-1) !== 'sheets') return;
      const relation = byId.get(tag.attribute('id', true) ?? '');
      if (relation !== undefined && relation.kind !== 'worksheet') return;
      const name = unescapeXstring(tag.attribute('name') ?? '');
      if (names.has(name)) throw new WorkbookRefused('corrupt', { part });
      if (names.add(name).size > sheetLimit) throw new WorkbookRefused('too-many-entries', { limit: sheetLimit });
      sheets.push({ name, state: parseSheetState(tag.attribute('state')), part: relation?.target ?? '' });
    },
  });
  if (sheets.length === 0) throw new WorkbookRefused('no-worksheet');
  return {
    sheets,
    date1904,
    sharedStrings: target('sharedStrings', 'sharedStrings.xml'),
    styles: target('styles', 'styles.xml'),
  };
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

function parseSheetState(value: string | undefined): SheetState {
  return value === 'hidden' || value === 'veryHidden' ? value : 'visible';
}
