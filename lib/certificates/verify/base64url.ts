/** Bytes of a base64url text (RFC 4648 §5, no padding) in its one spelling; `null` for any other, for the last letter has bits to spare. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  return encodeBase64url(bytes) === text ? bytes : null;
}

const chunk = 0x8000;

export function encodeBase64url(bytes: Uint8Array): string {
  let letters = '';
  for (let from = 0; from < bytes.length; from += chunk)
    letters += String.fromCharCode(...bytes.subarray(from, from + chunk));
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** UTF-8 bytes as text; `null` where they are none. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A JSON text's value; `undefined` where it is none. */
export function parseJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
