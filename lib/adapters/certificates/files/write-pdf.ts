import PDFDocument from 'pdfkit';
import type { FaceDrawing } from '../../../certificates/face/face.ts';
import type { FileContent, UnsealedFile } from '../../../certificates/file/ports.ts';
import type { FileSigner } from './file-signer.ts';
import { inks } from './inks.ts';
import type { Fonts } from './open-fonts.ts';
import { addSignatureField, pdfSealDigest, signatureRoom, signPdf, withPdfSeal } from './pdf-signature.ts';
import { qrBars } from './qr-bars.ts';
import { usedCharacters } from './used-characters.ts';

/** PDF points per millimetre. */
const mm = 72 / 25.4;

/** A seal without a copy's note has some 650 bytes. */
const sealBytes = 1024;

/** Writes PDF 1.7, signed as PAdES B-B; the signature holds the seal, an attachment the document. */
export async function writePdf(
  { pages, metadata, signed, copy }: FileContent,
  fonts: Fonts,
  signer: FileSigner,
): Promise<UnsealedFile> {
  const { document } = signed;
  const createdAt = new Date(document.SignedTime); // no clock: the same content gives the same bytes
  const json = Buffer.from(JSON.stringify(signed));
  const pdf = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    font: '', // no standard fonts
    info: {
      Title: document.CertificateName,
      Author: document.CertificateIssuingAuthorityName,
      Subject: document.CertificateIdentifier,
      Creator: 'Guiji',
      CreationDate: createdAt,
      ModDate: createdAt,
      ...Object.fromEntries(metadata),
    },
  });
  const written = collectBytes(pdf);
  const [regular, bold] = await Promise.all([
    fonts.subset(usedCharacters(pages, 'regular'), 'regular'),
    fonts.subset(usedCharacters(pages, 'bold'), 'bold'),
  ]);
  pdf.registerFont('regular', regular);
  pdf.registerFont('bold', bold);
  // A copy's note is in the seal as base64url.
  const room = signatureRoom(signer, sealBytes + 2 * Buffer.byteLength(JSON.stringify(copy ?? {})));
  for (const [index, page] of pages.entries()) {
    pdf.addPage({ size: [page.width * mm, page.height * mm], margin: 0 });
    if (index === 0) addSignatureField(pdf, { name: document.CertificateIssuingAuthorityName, at: signer.now(), room });
    for (const drawing of page.drawings) draw(pdf, drawing);
  }
  pdf.file(json, {
    name: 'certificate.json',
    type: 'application/json',
    description: '签名的证照文档',
    creationDate: createdAt,
    modifiedDate: createdAt,
  });
  pdf.end();

  const parts = await signPdf(await written, signer, room);
  return { digest: pdfSealDigest(parts), withSeal: (seal) => withPdfSeal(parts, seal, room.sealBytes) };
}

function collectBytes(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    pdf.on('data', (piece: Uint8Array) => pieces.push(piece));
    pdf.on('end', () => resolve(Buffer.concat(pieces)));
    pdf.on('error', reject);
  });
}

function draw(pdf: PDFKit.PDFDocument, drawing: FaceDrawing): void {
  switch (drawing.kind) {
    case 'text': {
      const [x, y] = [drawing.x * mm, drawing.y * mm];
      pdf
        .font(drawing.weight)
        .fontSize(drawing.size * mm)
        .fillColor([...inks[drawing.ink]]);
      if (drawing.rotationDegrees !== undefined) pdf.save().rotate(-drawing.rotationDegrees, { origin: [x, y] });
      pdf.text(drawing.text, x, y, { lineBreak: false, baseline: 'alphabetic' });
      if (drawing.rotationDegrees !== undefined) pdf.restore();
      return;
    }
    case 'line':
      pdf
        .moveTo(drawing.x1 * mm, drawing.y1 * mm)
        .lineTo(drawing.x2 * mm, drawing.y2 * mm)
        .lineWidth(drawing.width * mm)
        .stroke([...inks[drawing.ink]]);
      return;
    case 'box':
      pdf.rect(drawing.x * mm, drawing.y * mm, drawing.width * mm, drawing.height * mm);
      if (drawing.stroke === undefined) pdf.fillColor([...inks[drawing.ink]]).fill();
      else pdf.lineWidth(drawing.stroke * mm).stroke([...inks[drawing.ink]]);
      return;
    case 'qr-code': {
      const { size, bars } = qrBars(drawing.text);
      const module = (drawing.size / size) * mm;
      for (const { x, y, length } of bars)
        pdf.rect(drawing.x * mm + x * module, drawing.y * mm + y * module, length * module, module);
      pdf.fillColor([...inks.black]).fill();
      pdf.link(drawing.x * mm, drawing.y * mm, drawing.size * mm, drawing.size * mm, drawing.text);
    }
  }
}
