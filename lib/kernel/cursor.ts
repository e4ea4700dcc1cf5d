import type { z } from 'zod';

/**
 * Where the next page starts, as opaque text (base64url, RFC 4648 §5). `scope` says which list it belongs to,
 * so that a cursor of another list or another filter is refused. Holds ids only, never personal data: it stands in addresses.
 */
export function writeCursor(scope: string, position: z.core.util.JSONType): string {
  const bytes = new TextEncoder().encode(JSON.stringify([scope, position]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Reads a cursor of the same scope; `null` when it is none of ours: answer `cursor-not-valid`. */
export function readCursor<Position extends z.ZodType>(
  scope: string,
  position: Position,
  cursor: string,
): z.output<Position> | null {
  const parts = decodeCursor(cursor);
  if (!Array.isArray(parts) || parts.length !== 2 || parts[0] !== scope) return null;
  const parsed = position.safeParse(parts[1]);
  return parsed.success ? parsed.data : null;
}

function decodeCursor(cursor: string): unknown {
  if (!/^[\w-]*$/.test(cursor)) return null;
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
