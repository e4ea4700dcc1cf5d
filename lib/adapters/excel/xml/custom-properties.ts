import { packText } from '../zip/packed-text.ts';
import { type PackedEntry, readEntryText } from '../zip/zip-entries.ts';
import { escapeXstring } from './escape-xstring.ts';

const part = 'docProps/custom.xml';
export const customContentType = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
/** How a package of one of the two standards names the part, its relation and its types of values. */
export type PropertyNames = { readonly relation: string; readonly properties: string; readonly types: string };
const officeSchemas = 'http://schemas.openxmlformats.org/officeDocument/2006';
export const transitionalProperties: PropertyNames = {
  relation: `${officeSchemas}/relationships/custom-properties`,
  properties: `${officeSchemas}/custom-properties`,
  types: `${officeSchemas}/docPropsVTypes`,
};
const strictSchemas = 'http://purl.oclc.org/ooxml/officeDocument';
export const strictProperties: PropertyNames = {
  relation: `${strictSchemas}/relationships/customProperties`,
  properties: `${strictSchemas}/customProperties`,
  types: `${strictSchemas}/docPropsVTypes`,
};
/** ECMA-376 part 1 §22.3 */
const formatId = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';

/** Adds custom document properties, which exceljs cannot write. */
export function withCustomProperties(
  entries: readonly PackedEntry[],
  pairs: readonly (readonly [name: string, value: string])[],
): PackedEntry[] {
  const edited = entries.map((entry) => {
    if (entry.name === '[Content_Types].xml')
      return packText(
        entry.name,
        insertBefore(
          readEntryText(entry),
          '</Types>',
          `<Override PartName="/${part}" ContentType="${customContentType}"/>`,
        ),
      );
    if (entry.name === '_rels/.rels')
      return packText(
        entry.name,
        insertBefore(
          readEntryText(entry),
          '</Relationships>',
          `<Relationship Id="rIdCustom" Type="${transitionalProperties.relation}" Target="${part}"/>`,
        ),
      );
    return entry;
  });
  return [...edited, packText(part, customXml(pairs, transitionalProperties))];
}

/** Writes the part; property numbers begin with 2. */
export function customXml(pairs: readonly (readonly [name: string, value: string])[], names: PropertyNames): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<Properties xmlns="${names.properties}" xmlns:vt="${names.types}">` +
    `${pairs.map((pair, i) => propertyXml(pair, { number: i + 2, names })).join('')}</Properties>`
  );
}

/** Declares its namespaces: the part that it is added to may name them otherwise. */
export function propertyXml(
  [name, value]: readonly [name: string, value: string],
  { number, names }: { readonly number: number; readonly names: PropertyNames },
): string {
  return (
    `<property xmlns="${names.properties}" fmtid="${formatId}" pid="${number}" name="${escapeXstring(name)}">` +
    `<vt:lpwstr xmlns:vt="${names.types}">${escapeXstring(value)}</vt:lpwstr></property>`
  );
}

function insertBefore(text: string, mark: string, addition: string): string {
  const at = text.lastIndexOf(mark);
  if (at < 0) throw new Error(`The workbook just written lacks ${mark}`);
  return `${text.slice(0, at)}${addition}${text.slice(at)}`;
}
