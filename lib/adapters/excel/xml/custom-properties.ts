import { packText } from '../zip/packed-text.ts';
import { type PackedEntry, readEntryText } from '../zip/zip-entries.ts';
import { xmlText } from './xml-text.ts';

const part = 'docProps/custom.xml';
const contentType = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties';
/** The format id that ECMA-376 part 1 §22.3 gives to properties of a user's own. */
const formatId = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';

/** Adds custom document properties to a workbook that has none, which exceljs cannot. */
export function withCustomProperties(
  entries: readonly PackedEntry[],
  pairs: readonly (readonly [name: string, value: string])[],
): PackedEntry[] {
  const edited = entries.map((entry) => {
    if (entry.name === '[Content_Types].xml')
      return packText(
        entry.name,
        before(readEntryText(entry), '</Types>', `<Override PartName="/${part}" ContentType="${contentType}"/>`),
      );
    if (entry.name === '_rels/.rels')
      return packText(
        entry.name,
        before(
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
      `<property fmtid="${formatId}" pid="${i + 2}" name="${xmlText(name)}"><vt:lpwstr>${xmlText(value)}</vt:lpwstr></property>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${properties.join('')}</Properties>`;
}

function before(text: string, mark: string, addition: string): string {
  const at = text.lastIndexOf(mark);
  if (at < 0) throw new Error(`The workbook just written lacks ${mark}`);
  return `${text.slice(0, at)}${addition}${text.slice(at)}`;
}
