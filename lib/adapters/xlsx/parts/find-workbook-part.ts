import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { walkXml } from '../xml/walk-xml.ts';
import type { PackageParts } from '../zip/package-parts.ts';
import { readRelations } from './relations.ts';

/** Throws `WorkbookRefused` for other zip files (.ods, .docx, .xlsb) and for macros. */
export async function findWorkbookPart(parts: PackageParts, macros: 'refuse' | 'read'): Promise<string> {
  await refuseOpenDocument(parts);
  const types = await readContentTypes(parts);
  const main = (await readRelations(parts, '')).find((relation) => relation.kind === 'officeDocument')?.target;
  const listed = types.find(({ part, type }) => part !== '' && isWorkbookType(type))?.part;
  const part = [main, listed, 'xl/workbook.xml'].find((name) => name !== undefined && parts.has(name));

  if (part?.toLowerCase().endsWith('.bin') === true || (part === undefined && parts.has('xl/workbook.bin')))
    throw new WorkbookRefused('xlsb');
  if (part === undefined) throw new WorkbookRefused('not-a-workbook');
  const type = types.find((entry) => entry.part.toLowerCase() === part.toLowerCase())?.type ?? '';
  if (/wordprocessingml|presentationml|visio/i.test(type)) throw new WorkbookRefused('not-a-workbook');
  if (macros === 'refuse' && (parts.has('xl/vbaProject.bin') || types.some((entry) => isMacroType(entry.type))))
    throw new WorkbookRefused('macro-workbook');
  return part;
}

function isWorkbookType(type: string): boolean {
  const isPlain = /spreadsheetml\.(?:sheet|template)\.main\+xml$/i.test(type);
  return isPlain || /ms-excel\.(?:sheet|template|addin)\.macroenabled\.main\+xml$/i.test(type);
}

function isMacroType(type: string): boolean {
  return /macroenabled|vbaproject|macrosheet/i.test(type);
}

async function refuseOpenDocument(parts: PackageParts): Promise<void> {
  if (!parts.has('mimetype')) return;
  const type = (await parts.readWhole('mimetype'))?.toString('latin1', 0, 200) ?? '';
  throw new WorkbookRefused(/opendocument\.spreadsheet/.test(type) ? 'open-document' : 'not-a-workbook');
}

async function readContentTypes(
  parts: PackageParts,
): Promise<readonly { readonly part: string; readonly type: string }[]> {
  const name = '[Content_Types].xml';
  const bytes = await parts.readWhole(name);
  const types: { part: string; type: string }[] = [];
  if (bytes === undefined) return types;
  walkXml(bytes, name, {
    open: (tag, element) => {
      if (element !== 'Override' && element !== 'Default') return;
      types.push({
        part: element === 'Default' ? '' : (tag.attribute('PartName') ?? '').replace(/^[\\/]+/, ''),
        type: tag.attribute('ContentType') ?? '',
      });
    },
  });
  return types;
}
