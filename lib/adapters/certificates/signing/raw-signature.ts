import { Failure } from '../../../kernel/failure.ts';

const sequence = 0x30;
const integer = 0x02;

/** Converts ECDSA from DER (RFC 3279, 2.2.3) to r‖s. Throws `signature-not-der`. */
export function rawSignature(der: Uint8Array): Uint8Array {
  const raw = new Uint8Array(64);
  let at = 2;
  if (der[0] !== sequence || der[1] !== der.length - 2) throw new Failure('signature-not-der', { bytes: der.length });
  for (const offset of [0, 32]) {
    const size = der[at + 1] ?? 0;
    const from = at + 2;
    at = from + size;
    const number = der.subarray(der[from] === 0 ? from + 1 : from, at);
    if (der[from - 2] !== integer || size === 0 || at > der.length || number.length > 32)
      throw new Failure('signature-not-der', { bytes: der.length });
    raw.set(number, offset + 32 - number.length);
  }
  if (at !== der.length) throw new Failure('signature-not-der', { bytes: der.length });
  return raw;
}
