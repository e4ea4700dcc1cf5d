import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

/** Encodes a square of one colour as PNG (ISO/IEC 15948): a palette of its 256 opacities. */
export function encodePng(opacities: Uint8Array, side: number, colour: Colour): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 3], 8); // bits, indexed
  const rows = Array.from({ length: side }, (_, row) => [
    Buffer.of(0), // no filter
    opacities.subarray(row * side, (row + 1) * side),
  ]);
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(Array.from({ length: 256 }, () => [...colour]).flat())),
    chunk('tRNS', Buffer.from(Array.from({ length: 256 }, (_, opacity) => opacity))),
    chunk('IDAT', deflateSync(Buffer.concat(rows.flat()), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
