import PDFDocument from 'pdfkit';
import type { Paper } from '../../collection/update-sheets/sheet-paper.ts';
import { printableText } from '../../kernel/printable-text.ts';
import type { Fonts } from '../certificates/files/open-fonts.ts';

// Points. A4 is 595.28 by 841.89.
const margin = 56;
const pageBottom = 842 - margin;
const width = 595.28 - 2 * margin;
const labelWidth = 104;
const padding = 7;
const size = 11;
/** Above the lines for signature and day: room for a seal. */
const sealHeight = 36;
const signingHeight = 54;

type Pdf = InstanceType<typeof PDFDocument>;
type Weight = 'regular' | 'bold';
type Cell = { readonly text: string; readonly weight: Weight; readonly x: number; readonly width: number };

/**
 * Writes a paper as PDF on A4, further pages when it is longer, with the characters it needs; the same bytes each time.
 * A character that the fonts lack is printed as its code point, as on certificates.
 */
export async function writePaperPdf(given: Paper, fonts: Fonts): Promise<Uint8Array> {
  const paper = printablePaper(given, (text) => printableText(text, fonts.has));
  const madeAt = new Date(paper.madeAt);
  const pdf = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    font: '', // no standard fonts
    info: { Title: `${paper.title} ${paper.reference}`, Creator: 'Guiji', CreationDate: madeAt, ModDate: madeAt },
  });
  const written = collectBytes(pdf);
  const text = JSON.stringify(paper) + numbering + signing;
  const [regular, bold] = await Promise.all([fonts.subset(text, 'regular'), fonts.subset(text, 'bold')]);
  pdf.registerFont('regular', regular);
  pdf.registerFont('bold', bold);
  draw(pdf, paper);
  pdf.end();
  return await written;
}

/** An empty box in place of a rare name would be signed unread. */
function printablePaper(paper: Paper, printable: (text: string) => string): Paper {
  return {
    ...paper,
    title: printable(paper.title),
    reference: printable(paper.reference),
    rows: paper.rows.map(([label, value]) => [printable(label), printable(value)]),
    notes: paper.notes.map(printable),
    parties: paper.parties.map(printable),
  };
}

const numbering = '0123456789. ';
const signing = '签字：日期：　　　　年　　月　　日';

function draw(pdf: Pdf, { title, reference, rows, notes, parties }: Paper): void {
  pdf.font('bold').fontSize(20).text(title, margin, margin, { width, align: 'center' });
  pdf
    .font('regular')
    .fontSize(size)
    .text(reference, margin, pdf.y + 6, { width, align: 'center' });
  let y = pdf.y + 12;
  for (const [label, value] of rows)
    y = drawRow(pdf, y, [
      { text: label, weight: 'bold', x: margin, width: labelWidth },
      { text: value, weight: 'regular', x: margin + labelWidth, width: width - labelWidth },
    ]);
  y += 12;
  for (const [at, note] of notes.entries()) {
    const line = `${at + 1}. ${note}`;
    pdf.font('regular').fontSize(size);
    y = onPage(pdf, y, pdf.heightOfString(line, { width, lineGap: 3 }));
    pdf.text(line, margin, y, { width, lineGap: 3 });
    y = pdf.y + 4;
  }
  drawSignatures(pdf, y + 12, parties);
}

/** The place of what is so high: here, or on a new page. */
function onPage(pdf: Pdf, y: number, height: number): number {
  if (y + height <= pageBottom) return y;
  pdf.addPage();
  return margin;
}

/** Returns where the next row begins. */
function drawRow(pdf: Pdf, from: number, cells: readonly Cell[]): number {
  const heights = cells.map(({ text, weight, width: cellWidth }) =>
    pdf
      .font(weight)
      .fontSize(size)
      .heightOfString(text, { width: cellWidth - 2 * padding }),
  );
  const height = Math.max(...heights) + 2 * padding;
  const y = onPage(pdf, from, height);
  for (const { text, weight, x, width: cellWidth } of cells) {
    pdf.rect(x, y, cellWidth, height).lineWidth(0.7).stroke('black');
    pdf
      .font(weight)
      .fontSize(size)
      .fillColor('black')
      .text(text, x + padding, y + padding, { width: cellWidth - 2 * padding });
  }
  return y + height;
}

function drawSignatures(pdf: Pdf, from: number, parties: readonly string[]): void {
  const each = width / parties.length;
  const within = { width: each - 2 * padding };
  pdf.font('regular').fontSize(size);
  const names = Math.max(...parties.map((party) => pdf.heightOfString(party, within)));
  const height = names + sealHeight + signingHeight + padding;
  const y = onPage(pdf, from, height);
  const [name, day] = [signing.slice(0, 3), signing.slice(3)];
  for (const [at, party] of parties.entries()) {
    const x = margin + at * each;
    pdf.rect(x, y, each, height).lineWidth(0.7).stroke('black');
    pdf.text(party, x + padding, y + padding, within);
    pdf.text(name, x + padding, y + height - 48, within);
    pdf.text(day, x + padding, y + height - 26, within);
  }
}

function collectBytes(pdf: Pdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    pdf.on('data', (piece: Uint8Array) => pieces.push(piece));
    pdf.on('end', () => resolve(Buffer.concat(pieces)));
    pdf.on('error', reject);
  });
}
