import type { OmittedContent } from '../../../../schemas/collection/omitted-content.ts';
import type { ByteSource } from '../../../kernel/sheet.ts';
import { findWorkbookPart } from '../../xlsx/parts/find-workbook-part.ts';
import { readWorkbookPart, type WorkbookPart } from '../../xlsx/parts/workbook-part.ts';
import { readingLimits } from '../../xlsx/refusals/reading-limits.ts';
import { cachedSource } from '../../xlsx/source/cached-source.ts';
import { findDataStart } from '../../xlsx/zip/entry-bytes.ts';
import { packageParts, type PackageParts } from '../../xlsx/zip/package-parts.ts';
import { partKey, readZipDirectory, type ZipEntry } from '../../xlsx/zip/zip-directory.ts';
import type { ZipPart } from '../zip/zip-bytes.ts';
import { judgeRelation } from './content-rules.ts';
import { type PackageRelation, readPackageRelations } from './package-relations.ts';

export type RelatedPart = {
  readonly name: string;
  /** The kind of the relation that led here. */
  readonly kind: string;
  readonly relations: readonly PackageRelation[];
  /** Ids whose elements must go too. */
  readonly dropped: ReadonlySet<string>;
};

export type OfficerPackage = {
  readonly parts: PackageParts;
  readonly workbookPart: string;
  readonly book: WorkbookPart;
  /** By `partKey`; only what the workbook needs and what runs nothing. The package itself is `''`. */
  readonly kept: ReadonlyMap<string, RelatedPart>;
  readonly omitted: Set<OmittedContent>;
  /** Copies a part without inflating it; `null` where there is none. */
  readonly copy: (name: string) => ZipPart | null;
};

/** Decides what is kept of an officer's workbook, without `replaced` sheets. Throws `WorkbookRefused`. */
export async function openOfficerPackage(
  source: ByteSource,
  replaced: ReadonlySet<string>,
  omitted: Set<OmittedContent>,
): Promise<OfficerPackage> {
  const cached = cachedSource(source);
  const directory = await readZipDirectory(cached, readingLimits);
  const parts = packageParts(cached, directory, readingLimits);
  const workbookPart = await findWorkbookPart(parts, 'refuse');
  const book = await readWorkbookPart(parts, workbookPart, readingLimits.entries);
  const gone = new Set(book.sheets.filter(({ name }) => replaced.has(name)).map(({ part }) => partKey(part)));
  const judge = async (relation: PackageRelation) =>
    gone.has(partKey(relation.part)) ? 'drop' : await judgeWithContent(parts, relation);
  const kept = await followRelations({ parts, omitted, judge }, [
    { name: workbookPart, kind: 'officeDocument' },
    { name: book.styles, kind: 'styles' },
    { name: book.sharedStrings, kind: 'sharedStrings' },
  ]);
  return {
    parts,
    workbookPart,
    book,
    kept,
    omitted,
    copy: (name) => {
      const entry = directory.get(partKey(name));
      return entry === undefined ? null : copiedEntry(source, entry);
    },
  };
}

type Following = {
  readonly parts: PackageParts;
  readonly omitted: Set<OmittedContent>;
  readonly judge: (relation: PackageRelation) => Promise<'keep' | 'drop' | OmittedContent>;
};

/** Keeps what the harmless relations reach, from the package and the parts that readers find without one. */
async function followRelations(
  { parts, omitted, judge }: Following,
  found: readonly { readonly name: string; readonly kind: string }[],
): Promise<Map<string, RelatedPart>> {
  const kept = new Map<string, RelatedPart>();
  const waiting = [{ name: '', kind: '' }, ...found];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const key = partKey(next.name);
    if (kept.has(key) || (key !== '' && !parts.has(next.name))) continue;
    const dropped = new Set<string>();
    const relations: PackageRelation[] = [];
    for (const relation of await readPackageRelations(parts, next.name)) {
      const judgement = await judge(relation);
      if (judgement === 'keep') {
        relations.push(relation);
        if (!relation.isExternal) waiting.push({ name: relation.part, kind: relation.kind });
        continue;
      }
      dropped.add(relation.id);
      if (judgement !== 'drop') omitted.add(judgement);
    }
    kept.set(key, { ...next, relations, dropped });
  }
  return kept;
}

/** Power Query keeps its program in custom XML; a pivot table may read a connection. */
async function judgeWithContent(
  parts: PackageParts,
  relation: PackageRelation,
): Promise<'keep' | 'drop' | OmittedContent> {
  const judgement = judgeRelation(relation);
  if (judgement !== 'keep' || relation.isExternal) return judgement;
  if (relation.kind === 'customXml')
    return (await mentions(parts, relation.part, 'DataMashup')) ? 'connections' : 'keep';
  if (relation.kind === 'pivotCacheDefinition')
    return (await mentions(parts, relation.part, 'connectionId=')) ? 'connections' : 'keep';
  if (relation.kind === 'pivotTable') {
    for (const cache of await readPackageRelations(parts, relation.part))
      if (cache.kind === 'pivotCacheDefinition' && (await mentions(parts, cache.part, 'connectionId=')))
        return 'connections';
  }
  return judgement;
}

async function mentions(parts: PackageParts, part: string, word: string): Promise<boolean> {
  return (await parts.readWhole(part))?.includes(word) ?? false;
}

function copiedEntry(source: ByteSource, entry: ZipEntry): ZipPart {
  return {
    name: entry.name.replaceAll('\\', '/').replace(/^\/+/, ''),
    method: entry.stored ? 0 : 8,
    crc: entry.crc,
    size: entry.size,
    packedSize: entry.compressedSize,
    pieces: async function* pieces() {
      yield* source.stream(await findDataStart(source, entry), entry.compressedSize);
    },
  };
}
