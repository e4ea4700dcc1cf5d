import { packText } from '../zip/packed-text.ts';
import { type PackedEntry, readEntryText } from '../zip/zip-entries.ts';
import { escapeXstring } from './escape-xstring.ts';

const part = 'docProps/custom.xml';
const contentType = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
const officeSchemas = 'http://schemas.openxmlformats.org/officeDocument/2006';
const relation = `${officeSchemas}/relationships/custom-properties`;
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
        insertBefore(readEntryText(entry), '</Types>', `<Override PartName="/${part}" ContentType="${contentType}"/>`),
      );
    if (entry.name === '_rels/.rels')
      return packText(
        entry.name,
        insertBefore(
          readEntryText(entry),
          '</Relationships>',
          `<Relationship Id="rIdCustom" Type="${relation}" Target="${part}"/>`,
        ),
      );
    return entry;
  });
  return [...edited, packText(part, customXml(pairs))];
}

function customXml(pairs: readonly (readonly [name: string, value: string])[]): string {
  const properties = pairs.map(
    ([name, value], i) =>
      `<property fmtid="${formatId}" pid="${i + 2}" name="${escapeXstring(name)}">` +
      `<vt:lpwstr>${escapeXstring(value)}</vt:lpwstr></property>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<Properties xmlns="${officeSchemas}/custom-properties" xmlns:vt="${officeSchemas}/docPropsVTypes">` +
    `${properties.join('')}</Properties>`
  );
}

function insertBefore(text: string, mark: string, addition: string): string {
  const at = text.lastIndexOf(mark);
  if (at < 0) throw new Error(`The workbook just written lacks ${mark}`);
  return `${text.slice(0, at)}${addition}${text.slice(at)}`;
}
