import { partKey } from '../../xlsx/zip/zip-directory.ts';
import { escapeXstring } from '../xml/escape-xstring.ts';
import { editXml, removed, xmlDeclaration } from './edit-xml.ts';

const namespace = 'http://schemas.openxmlformats.org/package/2006/content-types';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const contentTypes = {
  worksheet: `${spreadsheet}.worksheet+xml`,
  comments: `${spreadsheet}.comments+xml`,
  styles: `${spreadsheet}.styles+xml`,
  sharedStrings: `${spreadsheet}.sharedStrings+xml`,
  workbook: `${spreadsheet}.sheet.main+xml`,
} as const;

const defaults = [
  ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
  ['xml', 'application/xml'],
  ['vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing'],
] as const;

/** Keeps the types of the parts that are kept, and adds those of `added`, part name by type. */
export function editContentTypes(
  bytes: Buffer | undefined,
  isKept: (part: string) => boolean,
  added: ReadonlyMap<string, string>,
): string {
  const overrides = [...added].map(
    ([part, type]) => `<Override PartName="/${escapeXstring(part)}" ContentType="${type}"/>`,
  );
  const addedKeys = new Set([...added.keys()].map(partKey));
  if (bytes === undefined) {
    const extensions = defaults.map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`);
    return `${xmlDeclaration}<Types xmlns="${namespace}">${extensions.join('')}${overrides.join('')}</Types>`;
  }
  const known = new Set<string>();
  const list = editXml(bytes, '[Content_Types].xml', ({ name, attribute }) => {
    if (name === 'Default') known.add((attribute('Extension') ?? '').toLowerCase());
    if (name !== 'Override') return null;
    const part = partKey(attribute('PartName') ?? '');
    return addedKeys.has(part) || !isKept(part) ? removed : null;
  });
  return editXml(Buffer.from(list, 'utf8'), '[Content_Types].xml', ({ name, prefix, path }) => {
    if (name !== 'Types' || path.length > 0) return null;
    const missing = defaults
      .filter(([extension]) => !known.has(extension))
      .map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`);
    return { atEnd: [...missing, ...overrides].join('').replaceAll('<', `<${prefix}`) };
  });
}
