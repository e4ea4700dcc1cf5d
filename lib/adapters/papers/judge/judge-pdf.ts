import { inflateSync } from 'node:zlib';
import type { Judgement } from '../../../collection/archive/ports.ts';

/** Compressed objects inflate to ten times as much; one that goes further is no document. */
const maxObjectStreamBytes = 32 * 1024 * 1024;
const maxInflatedBytes = 128 * 1024 * 1024;
/** PDF writers put about 100 objects into each stream: more streams than this only cost time. */
const maxObjectStreams = 10_000;
/** Adobe's readers look for the end in the last 1,024 bytes. */
const endWithin = 1024;

/** A name of ISO 32000-1 §7.3.5, each character also as `#6A`. */
function pdfName(...names: readonly string[]): RegExp {
  const spelled = names.map((name) =>
    Array.from(name, (letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`).join(''),
  );
  return new RegExp(`/(?:${spelled.join('|')})(?![\\w#.-])`, 'i');
}

const scripts = pdfName('JavaScript');
const programs = pdfName('Launch', 'EmbeddedFile', 'EmbeddedFiles', 'RichMedia', 'FileAttachment', 'XFA');
const encryption = pdfName('Encrypt');
const objectStream = pdfName('ObjStm');

/** Reads a PDF's objects, the compressed ones too, for scripts and what opens or carries other files. */
export function judgePdf(bytes: Buffer): Judgement {
  const text = bytes.toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(text) || !text.includes('%%EOF', Math.max(0, text.length - endWithin)))
    return { fault: 'paper-damaged' };
  // An encrypted object cannot be read; the trailer, or the dictionary of the cross-reference stream, says so.
  if (encryption.test(text)) return { fault: 'paper-encrypted' };
  const objects = compressedObjects(bytes, text);
  if (objects === null) return { fault: 'paper-damaged' };
  for (const part of [text, ...objects]) {
    if (scripts.test(part)) return { fault: 'paper-with-macros' };
    if (programs.test(part)) return { fault: 'paper-with-programs' };
  }
  return { format: 'pdf' };
}

/** The inflated object streams; `null` when one cannot be read. No byte is searched twice, whatever the file repeats. */
function compressedObjects(bytes: Buffer, text: string): readonly string[] | null {
  const found: string[] = [];
  const endOf = endsOfStreams(text);
  let inflated = 0;
  let behind = 0;
  for (const { index } of text.matchAll(/\bstream\r?\n/g)) {
    const before = text.slice(behind, index);
    const dictionary = before.slice(Math.max(0, before.lastIndexOf('obj')));
    behind = index;
    if (!objectStream.test(dictionary)) continue;
    if (!/\/FlateDecode\b|\/Fl\b/.test(dictionary)) {
      if (/\/Filter\b/.test(dictionary)) return null;
      continue;
    }
    const start = text.indexOf('\n', index) + 1;
    const stream = inflateBounded(bytes.subarray(start, endOf(start)));
    inflated += stream?.length ?? 0;
    if (stream === null || inflated > maxInflatedBytes || found.length === maxObjectStreams) return null;
    found.push(stream.toString('latin1'));
  }
  return found;
}

/** Where the stream from `start` ends; asked for growing starts. */
function endsOfStreams(text: string): (start: number) => number {
  let end = -1;
  return (start) => {
    if (end < start) end = text.indexOf('endstream', start);
    if (end < 0) end = text.length;
    return end;
  };
}

function inflateBounded(packed: Buffer): Buffer | null {
  try {
    return inflateSync(packed, { maxOutputLength: maxObjectStreamBytes });
  } catch {
    return null;
  }
}
