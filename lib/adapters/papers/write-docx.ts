import { escapeXml } from '../../../schemas/kernel/escape-markup.ts';
import type { Paper } from '../../collection/update-sheets/sheet-paper.ts';
import { packText } from '../excel/zip/packed-text.ts';
import { zipBytes } from '../excel/zip/zip-bytes.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const contentTypes = `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
const packageRelations = `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;
const documentRelations = `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/relationships/styles" Target="styles.xml"/></Relationships>`;

/** Office machines have 宋体; Word takes another font of the language where it is missing. */
const styles = `${head}<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="60" w:after="60" w:line="320" w:lineRule="atLeast"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr></w:style></w:styles>`;

/** Twentieths of a point: what A4 leaves between margins of 25 mm. */
const pageWidth = 9070;
const labelWidth = 2000;

/** Writes a paper as Word (ECMA-376), one page of A4 while its values are of usual length; the same bytes each time. */
export async function writeDocx(paper: Paper): Promise<Uint8Array> {
  const parts = [
    packText('[Content_Types].xml', contentTypes),
    packText('_rels/.rels', packageRelations),
    packText('word/document.xml', documentPart(paper)),
    packText('word/styles.xml', styles),
    packText('word/_rels/document.xml.rels', documentRelations),
    packText('docProps/core.xml', coreProperties(paper)),
  ];
  const bytes: Uint8Array[] = [];
  for await (const piece of zipBytes(parts)) bytes.push(piece);
  return Buffer.concat(bytes);
}

function documentPart({ title, reference, rows, notes, parties }: Paper): string {
  const table = tableOf(
    [labelWidth, pageWidth - labelWidth],
    rows.map(([label, value]) => [paragraph(label, { isBold: true }), paragraph(value)]),
  );
  const space = paragraph('').repeat(3);
  const signatures = tableOf(
    parties.map(() => Math.floor(pageWidth / parties.length)),
    [
      parties.map(
        (party) => `${paragraph(party)}${space}${paragraph('签字：')}${paragraph('日期：　　　　年　　月　　日')}`,
      ),
    ],
  );
  const body = [
    paragraph(title, { style: 'Title' }),
    paragraph(reference, { isCentred: true }),
    paragraph(''),
    table,
    paragraph(''),
    ...notes.map((note, at) => paragraph(`${at + 1}. ${note}`)),
    paragraph(''),
    signatures,
    // Word wants a paragraph behind the last table.
    paragraph(''),
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1134" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>',
  ].join('');
  return `${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
}

type Look = { readonly style?: string; readonly isCentred?: boolean; readonly isBold?: boolean };

function paragraph(text: string, { style, isCentred, isBold }: Look = {}): string {
  const properties = [
    style === undefined ? '' : `<w:pStyle w:val="${style}"/>`,
    isCentred === true ? '<w:jc w:val="center"/>' : '',
  ].join('');
  const bold = isBold === true ? '<w:rPr><w:b/></w:rPr>' : '';
  const run = text === '' ? '' : `<w:r>${bold}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${run}</w:p>`;
}

/** Cells hold paragraphs. */
function tableOf(widths: readonly number[], rows: readonly (readonly string[])[]): string {
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('');
  const total = widths.reduce((sum, width) => sum + width, 0);
  const properties = `<w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:tblBorders>${edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="113" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>`;
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  const written = rows.map((cells) => {
    const inRow = cells.map(
      (cell, at) => `<w:tc><w:tcPr><w:tcW w:w="${widths[at]}" w:type="dxa"/></w:tcPr>${cell}</w:tc>`,
    );
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${inRow.join('')}</w:tr>`;
  });
  return `<w:tbl>${properties}<w:tblGrid>${grid}</w:tblGrid>${written.join('')}</w:tbl>`;
}

function coreProperties({ title, reference, madeAt }: Paper): string {
  const moment = escapeXml(madeAt);
  return `${head}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(`${title} ${reference}`)}</dc:title><dc:creator>Guiji</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`;
}
