import { SignedDocument } from '../../../schemas/certificates/document.ts';
import { pdfSeal } from '../../../schemas/certificates/pdf-seal.ts';
import { decodeBase64url, decodeUtf8 } from './base64url.ts';
import { parseJson } from './parse-json.ts';
import type { VerifyTools } from './ports.ts';

/** Unverified; `digest` is what the seal must sign. */
export type PdfParts = {
  readonly kind: 'pdf';
  readonly signed: SignedDocument;
  readonly seal: string;
  readonly digest: string;
};

/** A document has a few KB. */
const maxDocumentBytes = 4 * 1024 * 1024;

/**
 * Parses a certificate's PDF, unverified; `null` when it is none of ours, `altered` where our marks stand around
 * something unreadable. Where the parts stand need not be proven: the
 * seal signs every byte but its own.
 */
export async function parsePdf(
  bytes: Uint8Array<ArrayBuffer>,
  tools: Pick<VerifyTools, 'sha256' | 'inflate'>,
): Promise<PdfParts | 'altered' | null> {
  const text = new TextDecoder('latin1').decode(bytes);
  const found = findSeal(text);
  if (found === null) return (await parseCommentedPdf(text, bytes, tools)) ?? (isMarked(text) ? 'altered' : null);
  const signed = SignedDocument.safeParse(readAttachment(text, bytes, tools));
  if (!signed.success) return 'altered';
  const { seal, from, to } = found;
  const sealed = new Uint8Array(bytes.length - (to - from));
  sealed.set(bytes.subarray(0, from));
  sealed.set(bytes.subarray(to), from);
  return { kind: 'pdf', signed: signed.data, seal, digest: await tools.sha256(sealed) };
}

/** The seal's hexadecimal digits in the CMS of `/Contents`; a string of the file cannot hold a raw line feed. */
function findSeal(text: string): { readonly seal: string; readonly from: number; readonly to: number } | null {
  const contents = text.indexOf('\n/Contents <30');
  const attribute = contents < 0 ? -1 : text.indexOf(pdfSeal.oidDer, contents);
  const end = text.indexOf('>', contents);
  if (attribute < 0 || attribute > end) return null;
  const head = attribute + pdfSeal.oidDer.length;
  const lengthDigits = /^3182[0-9a-f]{4}0482([0-9a-f]{4})$/.exec(text.slice(head, head + 16))?.[1];
  if (lengthDigits === undefined) return null;
  const from = head + 16;
  const to = from + 2 * Number.parseInt(lengthDigits, 16);
  const digits = text.slice(from, to);
  if (to > end || !/^(?:[2-7][0-9a-f])+$/.test(digits)) return null;
  const value = digits.replaceAll(/../g, (digit) => String.fromCharCode(Number.parseInt(digit, 16)));
  const [, seal] = /^([\w.-]+) *$/.exec(value) ?? [];
  return seal === undefined ? null : { seal, from, to };
}

const attachmentHead = /\n\/Subtype \/application#2Fjson\n\/Length (\d{1,8})\n\/Filter \/FlateDecode\n>>\nstream\n/;

/** A file that holds our attachment's head, or the seal's object identifier, was one of ours. */
function isMarked(text: string): boolean {
  return text.includes(pdfSeal.oidDer) || attachmentHead.test(text);
}

function readAttachment(
  text: string,
  bytes: Uint8Array<ArrayBuffer>,
  { inflate }: Pick<VerifyTools, 'inflate'>,
): unknown {
  const head = attachmentHead.exec(text);
  if (head === null) return undefined;
  const from = head.index + head[0].length;
  const json = inflate(bytes.slice(from, from + Number(head[1])), maxDocumentBytes);
  return json === null ? undefined : parseJson(decodeUtf8(json));
}

/** Files made before they had a PDF signature: two comment lines follow %%EOF, the document, then the seal. */
async function parseCommentedPdf(
  text: string,
  bytes: Uint8Array<ArrayBuffer>,
  { sha256 }: Pick<VerifyTools, 'sha256'>,
): Promise<PdfParts | null> {
  const sealAt = text.lastIndexOf('%GUIJI-SEAL ');
  const documentAt = text.lastIndexOf('%GUIJI-DOCUMENT ', sealAt);
  if (sealAt < 0 || documentAt < 0) return null;
  const [, seal = ''] = /^%GUIJI-SEAL ([\w.-]+)\n$/.exec(text.slice(sealAt)) ?? [];
  const [, encoded = ''] = /^%GUIJI-DOCUMENT ([\w-]+)\n$/.exec(text.slice(documentAt, sealAt)) ?? [];
  const document = decodeBase64url(encoded);
  const signed = SignedDocument.safeParse(document === null ? undefined : parseJson(decodeUtf8(document)));
  if (!signed.success) return null;
  return { kind: 'pdf', signed: signed.data, seal, digest: await sha256(bytes.slice(0, sealAt)) };
}
