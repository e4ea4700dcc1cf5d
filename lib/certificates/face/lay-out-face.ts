import type { CertificateDocument, FaceLine } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';
import { printableText } from '../../kernel/printable-text.ts';
import { copyBand } from './copy-band.ts';
import { faceLines } from './face-lines.ts';
import type { FaceDrawing, FacePage, Glyphs } from './face.ts';
import { footBlock } from './foot-block.ts';
import { pageArea, textWidth } from './page-area.ts';
import { pageFrame } from './page-frame.ts';
import { drawRows, rowHeight, layOutTable, tablePages, type Density, type Table } from './table-pages.ts';
import { titleBlock } from './title-block.ts';
import { watermark } from './watermark.ts';

export type FaceOptions = { readonly verifyAddress: string; readonly sealNote: string; readonly copy?: CopyNote };

/** Tried in this order until everything fits on one page. */
const densities: readonly Density[] = [
  { size: 5, leading: 7.6, padding: 3.8 },
  { size: 4.6, leading: 7, padding: 3 },
  { size: 4.3, leading: 6.3, padding: 1.6 },
  { size: 4, leading: 5.6, padding: 0.9 },
  { size: 3.6, leading: 5, padding: 0.6 },
];
const [, , defaultDensity = { size: 4.3, leading: 6.3, padding: 1.6 }] = densities;

const laterHeadHeight = 10;
const gapBelowHead = 5;

/** Lays a certificate out on A4 pages; nothing is cut, long values take more lines and pages. */
export function layOutFace(
  document: CertificateDocument,
  { verifyAddress, sealNote, copy }: FaceOptions,
  glyphs: Glyphs,
): FacePage[] {
  const toPrintable = ({ Name, Label, Value }: FaceLine): FaceLine => ({
    Name,
    Label: printableText(Label, glyphs.has),
    Value: printableText(Value, glyphs.has),
  });
  const { number, rows, authority, issued } = faceLines(document);
  const name = printableText(document.CertificateName, glyphs.has);
  const band = copy === undefined ? { drawings: [], bottom: pageArea.top } : copyBand(copy, glyphs);
  const title = titleBlock(name, toPrintable(number), band.bottom, glyphs);
  const foot = footBlock(toPrintable(authority), toPrintable(issued), verifyAddress, glyphs);
  const top = title.bottom + gapBelowHead;
  const laterTop = pageArea.top + laterHeadHeight;

  const heights = { first: pageArea.bottom - top, others: pageArea.bottom - laterTop, foot: foot.height };
  const table = fittingTable(rows.map(toPrintable), heights.first - heights.foot, glyphs);
  const pages = tablePages(table, heights);
  return pages.map((slices, index): FacePage => {
    const isFirst = index === 0;
    const start = isFirst ? top : laterTop;
    const head: readonly FaceDrawing[] = isFirst
      ? [...band.drawings, ...title.drawings]
      : continuationTitle(name, glyphs);
    return {
      width: pageArea.width,
      height: pageArea.height,
      drawings: [
        ...(copy === undefined ? [] : watermark(copy, glyphs)),
        ...pageFrame(
          {
            identifier: document.CertificateIdentifier,
            sealNote: printableText(sealNote, glyphs.has),
            page: index + 1,
            pages: pages.length,
          },
          glyphs,
        ),
        ...head,
        { kind: 'line', x1: pageArea.left, y1: start, x2: pageArea.right, y2: start, width: 0.4, ink: 'gold' },
        ...drawRows(slices, table, start, glyphs),
        ...(index === pages.length - 1 ? foot.drawings : []),
      ],
      ...(index === pages.length - 1 ? { stampAt: foot.stampAt } : {}),
    };
  });
}

function fittingTable(lines: readonly FaceLine[], maxHeight: number, glyphs: Glyphs): Table {
  for (const density of densities) {
    const table = layOutTable(lines, density, glyphs);
    if (table.rows.reduce((sum, row) => sum + rowHeight(row, density), 0) <= maxHeight) return table;
  }
  return layOutTable(lines, defaultDensity, glyphs);
}

function continuationTitle(name: string, glyphs: Glyphs): FaceDrawing[] {
  const size = 4.2;
  const wide = (text: string): number => glyphs.widthOf(text, 'bold') * size;
  const characters = Array.from(name.replaceAll('\n', ' '));
  while (wide(`${characters.join('')}…（续）`) > textWidth) characters.pop();
  const shortened = characters.length < Array.from(name).length ? `${characters.join('')}…（续）` : `${name}（续）`;
  return [
    {
      kind: 'text',
      x: pageArea.left + (textWidth - wide(shortened)) / 2,
      y: pageArea.top + 5,
      size,
      weight: 'bold',
      ink: 'black',
      text: shortened,
    },
  ];
}
