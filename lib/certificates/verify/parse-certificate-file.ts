import { SignedDocument } from '../../../schemas/certificates/document.ts';
import { ofdParts } from '../../../schemas/certificates/ofd-signature.ts';
import { decodeUtf8 } from './base64url.ts';
import type { OfdEntries } from './ofd/is-ofd-signature-sound.ts';
import { parseJson } from './parse-json.ts';
import { parsePdf } from './parse-pdf.ts';
import type { VerifyTools } from './ports.ts';

type SealedParts = { readonly signed: SignedDocument; readonly seal: string; readonly digest: string };

/** Unverified; `digest` is what the seal must sign. JSON files have no seal. */
export type FileParts =
  | { readonly kind: 'json'; readonly signed: SignedDocument }
  | ({ readonly kind: 'pdf' } & SealedParts)
  | ({ readonly kind: 'ofd'; readonly entries: OfdEntries } & SealedParts);

/** Larger files are none of ours, which have some hundred KB. */
const maxBytes = 32 * 1024 * 1024;

/** Parses a certificate's file, unverified; `null` when it is none of ours or above 32 MB, `altered` where its marks stand. */
export async function parseCertificateFile(
  bytes: Uint8Array<ArrayBuffer>,
  tools: Pick<VerifyTools, 'sha256' | 'unzip' | 'inflate'>,
): Promise<FileParts | 'altered' | null> {
  if (bytes.length > maxBytes) return null;
  if (startsWith(bytes, '%PDF-')) return await parsePdf(bytes, tools);
  if (startsWith(bytes, 'PK')) return await parseOfd(bytes, tools);
  const signed = SignedDocument.safeParse(parseJson(decodeUtf8(bytes)));
  return signed.success ? { kind: 'json', signed: signed.data } : null;
}

async function parseOfd(
  bytes: Uint8Array<ArrayBuffer>,
  { sha256, unzip }: Pick<VerifyTools, 'sha256' | 'unzip'>,
): Promise<FileParts | null> {
  const entries = unzip(bytes);
  const [document, seal] = [entries?.get('Doc_0/Attachs/certificate.json'), entries?.get(ofdParts.platformSeal)];
  if (entries === null || document === undefined || seal === undefined) return null;
  const signed = SignedDocument.safeParse(parseJson(decodeUtf8(document)));
  if (!signed.success) return null;
  const digest = await sha256(sealedBytes(entries));
  return { kind: 'ofd', entries, signed: signed.data, seal: decodeUtf8(seal) ?? '', digest };
}

/** All other entries by name, as name, 0 byte, length (8 bytes, big endian), content. */
function sealedBytes(entries: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  for (const name of [...entries.keys()].filter((one) => one !== ofdParts.platformSeal).toSorted()) {
    const content = entries.get(name) ?? new Uint8Array();
    const head = new TextEncoder().encode(`${name}\0`);
    const size = new Uint8Array(8);
    new DataView(size.buffer).setBigUint64(0, BigInt(content.length));
    pieces.push(head, size, content);
  }
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Array.from(text).every((character, i) => bytes[i] === character.charCodeAt(0));
}
