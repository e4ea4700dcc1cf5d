import { crc32 } from 'node:zlib';
import type { Judgement } from '../../../collection/archive/ports.ts';

const damaged = { fault: 'paper-damaged' } as const;
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(pngSignature);

/** Walks the chunks (ISO/IEC 15948), from IHDR to IEND at the end: no other file may hide behind the picture. */
export function judgePng(bytes: Buffer): Judgement {
  let hasData = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return damaged;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if ((at === 8) !== (type === 'IHDR')) return damaged;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return damaged;
    if (type === 'IEND') return hasData && end === bytes.length ? { format: 'png' } : damaged;
    hasData ||= type === 'IDAT';
    at = end;
  }
  return damaged;
}

/** Markers without a length: TEM, RST0 to RST7, and SOI. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
/** SOF0 to SOF15, which are not DHT, JPG and DAC. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * Walks the segments (ITU-T T.81) to the first scan, and asks for the end of the picture. Cameras write previews behind
 * it, so that bytes after it are no damage.
 */
export function judgeJpeg(bytes: Buffer): Judgement {
  let hasFrame = false;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return damaged;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff || isBare(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    hasFrame ||= isFrame(marker);
    if (marker === 0xda) return hasFrame && bytes.includes('\xff\xd9', at, 'latin1') ? { format: 'jpeg' } : damaged;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return damaged;
}
