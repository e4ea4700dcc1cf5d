/** Decodes base64url (RFC 4648 §5, no padding); `null` unless spelled canonically. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
  return encodeBase64url(bytes) === text ? bytes : null;
}

/** Below the engines' limit of arguments per call. */
const chunkSize = 0x8000;

/** Encodes base64url (RFC 4648 §5) without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += chunkSize)
    binary += String.fromCharCode(...bytes.subarray(from, from + chunkSize));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Decodes UTF-8; `null` when the bytes are not valid. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
