import { createHash } from 'node:crypto';
import { pdfSeal } from '../../../../schemas/certificates/pdf-seal.ts';
import { Failure } from '../../../kernel/failure.ts';
import { cmsSignature, type ChainSigner } from '../signing/cms/cms-signature.ts';
import type { FileSigner } from './file-signer.ts';

/** pdfkit has no signature fields. */
type FormDocument = PDFKit.PDFDocument & {
  _root: { data: Record<string, unknown> };
  _acroform: { fonts: object; defaultFont: string };
};

export type SignatureRoom = {
  /** Bytes of the seal, filled up with spaces. */
  readonly sealBytes: number;
  /** Bytes of the CMS, filled up with zeros. */
  readonly contentBytes: number;
};

/** A signature, its certificates' names and the attributes need less beside certificates and seal. */
const cmsBytes = 1024;
const rangePlaceholder = 9_999_999_999;
const rangeText = `[0 ${rangePlaceholder} ${rangePlaceholder} ${rangePlaceholder}]`;

/** Reserves what a signature by this chain needs, with a seal of at most `sealBytes`. */
export function signatureRoom({ chain }: ChainSigner, sealBytes: number): SignatureRoom {
  const certificateBytes = chain.reduce((sum, { der }) => sum + der.length, 0);
  return { sealBytes, contentBytes: certificateBytes + (chain[0].issuer.length + sealBytes + cmsBytes) };
}

/** Adds an invisible signature field (ISO 32000-1, 12.8; PAdES) to the open page, still without its signature. */
export function addSignatureField(
  pdf: PDFKit.PDFDocument,
  { name, at, room }: { readonly name: string; readonly at: Date; readonly room: SignatureRoom },
): void {
  if (!isFormDocument(pdf)) throw new Failure('pdf-writer-changed', {});
  const signature = pdf.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    Name: new String(name), // pdfkit writes a primitive string as a name
    M: at,
    ByteRange: [0, rangePlaceholder, rangePlaceholder, rangePlaceholder],
    Contents: Buffer.alloc(room.contentBytes),
  });
  signature.end(undefined);
  const field = pdf.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: new String('Signature1'),
    V: signature,
    P: pdf.page.dictionary,
    Rect: [0, 0, 0, 0],
    F: 132, // printed, locked
  });
  field.end(undefined);
  const annotations: unknown = pdf.page.annotations;
  if (!Array.isArray(annotations)) throw new Failure('pdf-writer-changed', {});
  annotations.push(field);
  pdf._acroform = { fonts: {}, defaultFont: 'none' };
  pdf._root.data['AcroForm'] = pdf.ref({ SigFlags: 3, Fields: [field], DR: { Font: {} } });
}

function isFormDocument(pdf: PDFKit.PDFDocument): pdf is FormDocument {
  return '_root' in pdf;
}

/**
 * Signs a PDF that has the field: PAdES B-B. Everything but `/Contents` is signed. Returns the file in the two parts
 * between which the digits of the seal belong.
 */
export async function signPdf(
  file: Buffer,
  signer: FileSigner,
  { sealBytes, contentBytes }: SignatureRoom,
): Promise<readonly [before: Buffer, after: Buffer]> {
  const rangeAt = file.indexOf(`\n/ByteRange ${rangeText}\n`) + '\n/ByteRange '.length;
  const from = file.indexOf('\n/Contents <', rangeAt) + '\n/Contents '.length;
  const to = from + 2 * contentBytes + 2;
  file.write(`[0 ${from} ${to} ${file.length - to}]`.padEnd(rangeText.length), rangeAt, 'latin1');
  const cms = await cmsSignature([file.subarray(0, from), file.subarray(to)], signer, {
    oid: pdfSeal.oid,
    value: Buffer.alloc(sealBytes, ' '),
  });
  if (cms.length > contentBytes) throw new Failure('pdf-signature-too-long', { bytes: cms.length });
  file.write(Buffer.from(cms).toString('hex'), from + 1, 'latin1');
  const sealTo = from + 1 + 2 * cms.length;
  return [file.subarray(0, sealTo - 2 * sealBytes), file.subarray(sealTo)];
}

/** Puts the seal's digits between the parts. Throws `pdf-signature-too-long`. */
export function withPdfSeal([before, after]: readonly [Buffer, Buffer], seal: string, sealBytes: number): Buffer {
  if (seal.length > sealBytes) throw new Failure('pdf-signature-too-long', { bytes: seal.length });
  return Buffer.concat([before, Buffer.from(Buffer.from(seal.padEnd(sealBytes)).toString('hex')), after]);
}

/** SHA-256 (hex) of both parts: what the seal signs. */
export function pdfSealDigest(parts: readonly Buffer[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
}
