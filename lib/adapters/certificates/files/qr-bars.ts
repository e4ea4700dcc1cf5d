import { create } from 'qrcode';

/** In modules from the upper left corner. */
export type QrBar = { readonly x: number; readonly y: number; readonly length: number };

/** Encodes a QR code (ISO/IEC 18004, M), without a quiet zone. */
export function qrBars(text: string): { readonly size: number; readonly bars: readonly QrBar[] } {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const bars: QrBar[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = x;
      while (x < size && data[y * size + x] === 1) x += 1;
      if (x > from) bars.push({ x: from, y, length: x - from });
    }
  }
  return { size, bars };
}
