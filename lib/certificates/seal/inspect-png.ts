const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const maxPixels = 2_000;

/**
 * Reads width and height of a PNG (ISO/IEC 15948) in pixels. Returns `null` unless its chunks are whole, begin with
 * IHDR, hold IDAT and end with IEND as the last bytes, at 2,000 pixels a side at most.
 */
export function inspectPng(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  if (!head.every((byte, at) => bytes[at] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names: string[] = [];
  let at = head.length;
  while (at + 12 <= bytes.length) {
    names.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    at += 12 + view.getUint32(at);
  }
  const isWhole = at === bytes.length && names[0] === 'IHDR' && names.includes('IDAT') && names.at(-1) === 'IEND';
  if (!isWhole) return null;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return [width, height].every((side) => side > 0 && side <= maxPixels) ? { width, height } : null;
}
