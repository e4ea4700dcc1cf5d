import type { CertificateDocument, FaceLine } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';
import { copyBand } from './copy-band.ts';
import { faceLines } from './face-lines.ts';
import type { FaceDrawing, FacePage, Glyphs } from './face.ts';
import { footBlock } from './foot-block.ts';
import { pageFrame } from './page-frame.ts';
import { printableText } from './printable-text.ts';
import { sheet } from './sheet.ts';
import { drawRows, rowHeight, layOutTable, tablePages, type Density, type Table } from './table-pages.ts';
import { titleBlock } from './title-block.ts';
import { watermark } from './watermark.ts';

/** What the face shows beside the document: the address in the QR code, a sentence on the seal, and what a copy is for. */
export type FaceOptions = { readonly verifyAddress: string; readonly sealNote: string; readonly copy?: CopyNote };

/** From airy to close: the first that brings everything onto one page is taken, and the third where none does. */
const densities: readonly Density[] = [
  { size: 5, leading: 7.6, padding: 3.8 },
  { size: 4.6, leading: 7, padding: 3 },
  { size: 4.3, leading: 6.3, padding: 1.6 },
  { size: 4, leading: 5.6, padding: 0.9 },
  { size: 3.6, leading: 5, padding: 0.6 },
];
const [, , usual = { size: 4.3, leading: 6.3, padding: 1.6 }] = densities;

/** The head of a page after the first: the title once more, small. */
const laterHead = 10;
const belowHead = 5;

/**
 * The face of a certificate on A4 pages: title, number, the printed lines in printed order, QR code, issuing body and day. Nothing is cut and nothing
 * overlaps: long values take more lines, many lines take more pages. A copy has a band at the top and a pale watermark on every page.
 */
export function layOutFace(
  document: CertificateDocument,
  { verifyAddress, sealNote, copy }: FaceOptions,
  glyphs: Glyphs,
): FacePage[] {
  const shown = ({ Name, Label, Value }: FaceLine): FaceLine => ({
    Name,
    Label: printableText(Label, glyphs.has),
    Value: printableText(Value, glyphs.has),
  });
  const { number, rows, authority, issued } = faceLines(document);
  const name = printableText(document.CertificateName, glyphs.has);
  const band = copy === undefined ? { drawings: [], bottom: sheet.top } : copyBand(copy, glyphs);
  const title = titleBlock(name, shown(number), band.bottom, glyphs);
  const foot = footBlock(shown(authority), shown(issued), verifyAddress, glyphs);
  const top = title.bottom + belowHead;
  const laterTop = sheet.top + laterHead;

  const room = { first: sheet.bottom - top, others: sheet.bottom - laterTop, foot: foot.height };
  const table = fittingTable(rows.map(shown), room.first - room.foot, glyphs);
  const pages = tablePages(table, room);
  return pages.map((slices, index): FacePage => {
    const isFirst = index === 0;
    const start = isFirst ? top : laterTop;
    const head: readonly FaceDrawing[] = isFirst ? [...band.drawings, ...title.drawings] : laterTitle(name, glyphs);
    return {
      width: sheet.width,
      height: sheet.height,
      drawings: [
        ...(copy === undefined ? [] : watermark(copy, glyphs)),
        ...pageFrame(
          { identifier: document.CertificateIdentifier, sealNote, page: index + 1, pages: pages.length },
          glyphs,
        ),
        ...head,
        { kind: 'line', x1: sheet.left, y1: start, x2: sheet.right, y2: start, width: 0.4, ink: 'gold' },
        ...drawRows(slices, table, start, glyphs),
        ...(index === pages.length - 1 ? foot.drawings : []),
      ],
    };
  });
}

function fittingTable(lines: readonly FaceLine[], room: number, glyphs: Glyphs): Table {
  for (const density of densities) {
    const table = layOutTable(lines, density, glyphs);
    if (table.rows.reduce((sum, row) => sum + rowHeight(row, density), 0) <= room) return table;
  }
  return layOutTable(lines, usual, glyphs);
}

/** One line, shortened by dots where it is long: the first page has it whole. */
function laterTitle(name: string, glyphs: Glyphs): FaceDrawing[] {
  const size = 4.2;
  const room = sheet.right - sheet.left;
  const wide = (text: string): number => glyphs.widthOf(text, 'bold') * size;
  const characters = Array.from(name.replaceAll('\n', ' '));
  while (wide(`${characters.join('')}…（续）`) > room) characters.pop();
  const shortened = characters.length < Array.from(name).length ? `${characters.join('')}…（续）` : `${name}（续）`;
  return [
    {
      kind: 'text',
      x: sheet.left + (room - wide(shortened)) / 2,
      y: sheet.top + 5,
      size,
      weight: 'bold',
      ink: 'black',
      text: shortened,
    },
  ];
}
