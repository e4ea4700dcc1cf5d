import type { Judgement } from '../../../collection/archive/ports.ts';
import { readingLimits } from '../../xlsx/refusals/reading-limits.ts';
import { WorkbookRefused } from '../../xlsx/refusals/workbook-refused.ts';
import { bufferSource } from '../../xlsx/source/buffer-source.ts';
import { type PackageParts, packageParts } from '../../xlsx/zip/package-parts.ts';
import { readZipDirectory } from '../../xlsx/zip/zip-directory.ts';

const limits = { ...readingLimits, bufferedPartBytes: 4 * 1024 * 1024 };

const mainTypes = [
  { format: 'docx', type: /wordprocessingml\.document\.main\+xml/ },
  { format: 'xlsx', type: /spreadsheetml\.sheet\.main\+xml/ },
] as const;

/** These parts run code: VBA projects, Excel 4 macro sheets, and toolbars that call them. */
const macroParts = /(?:^|\/)(?:vbaproject|vbadata|attachedtoolbars)[^/]*$|\/macrosheets\/|\/dialogsheets\//;
/** Controls, packages and OLE objects; also what Word opens beside its text. */
const programParts =
  /\/(?:activex|embeddings|ctrlprops|afchunks?)\/|(?:^|\/)oleobject[^/]*\.bin$|\.(?:exe|dll|js|vbs|hta|html?|mht)$/;
/** Relationships that fetch or run something when the file is opened. */
const openingRelations = /\/(?:attachedTemplate|oleObject|frame|subDocument|aFChunk|control)"/;

/** Reads the parts of a Word or Excel file (ECMA-376) that decide what it is and what it carries. */
export async function judgeOffice(bytes: Buffer): Promise<Judgement> {
  try {
    const source = bufferSource(bytes);
    return await judgeParts(packageParts(source, await readZipDirectory(source, limits), limits));
  } catch (error) {
    if (!(error instanceof WorkbookRefused)) throw error;
    return { fault: error.code === 'encrypted' ? 'paper-encrypted' : 'paper-damaged' };
  }
}

async function judgeParts(parts: PackageParts): Promise<Judgement> {
  const types = (await parts.readWhole('[Content_Types].xml'))?.toString('utf8');
  if (types === undefined) return { fault: 'paper-format-not-accepted' };
  const names = [...parts.names()];
  if (/macroEnabled|vbaProject/i.test(types) || names.some((name) => macroParts.test(name)))
    return { fault: 'paper-with-macros' };
  if (/\boleObject\b|activeX/i.test(types) || names.some((name) => programParts.test(name)))
    return { fault: 'paper-with-programs' };
  for (const name of names.filter((one) => one.endsWith('.rels')))
    if (opensSomething((await parts.readWhole(name))?.toString('utf8') ?? '')) return { fault: 'paper-with-programs' };
  const main = mainTypes.find(({ type }) => type.test(types));
  if (main === undefined) return { fault: 'paper-format-not-accepted' };
  const mainPart = main.format === 'docx' ? 'word/document.xml' : 'xl/workbook.xml';
  // Reading it checks length and checksum.
  return (await parts.readWhole(mainPart)) === undefined ? { fault: 'paper-damaged' } : { format: main.format };
}

/** Word keeps the path of the template that a document was made with: on the own disk it opens nothing. */
function opensSomething(relations: string): boolean {
  return [...relations.matchAll(/<(?:\w+:)?Relationship\b[^<>]*>/g)].some(
    ([tag]) =>
      openingRelations.test(tag) && /TargetMode="External"/.test(tag) && !/Target="(?:file:\/\/\/)?[A-Za-z]:/.test(tag),
  );
}
