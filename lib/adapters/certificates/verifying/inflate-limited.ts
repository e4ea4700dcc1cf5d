import { Inflate, Unzlib } from 'fflate';

/** Inflates zlib (RFC 1950); `null` when invalid or beyond `maxBytes`. */
export function inflateLimited(bytes: Uint8Array<ArrayBuffer>, maxBytes: number): Uint8Array<ArrayBuffer> | null {
  return collect(new Unzlib(), bytes, maxBytes);
}

/** Inflates deflate (RFC 1951); `null` when invalid or beyond `maxBytes`. Ignores bytes after the end. */
export function inflateRawLimited(bytes: Uint8Array<ArrayBuffer>, maxBytes: number): Uint8Array<ArrayBuffer> | null {
  return collect(new Inflate(), bytes, maxBytes);
}

function collect(
  stream: Unzlib | Inflate,
  bytes: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Uint8Array<ArrayBuffer> | null {
  const pieces: Uint8Array[] = [];
  let [size, ended] = [0, false];
  stream.ondata = (piece, final) => {
    size += piece.length;
    ended = final;
    if (size <= maxBytes) pieces.push(piece);
  };
  try {
    const step = 65_536;
    for (let from = 0; from < bytes.length; from += step) {
      stream.push(bytes.subarray(from, from + step), from + step >= bytes.length);
      if (size > maxBytes) return null;
    }
  } catch {
    return null;
  }
  if (!ended) return null;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
