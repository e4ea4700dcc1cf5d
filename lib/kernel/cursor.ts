import type { z } from 'zod';

/** Encodes ids only, never personal data: cursors are part of addresses. `scope` names list and filters. */
export function writeCursor(scope: string, position: z.core.util.JSONType): string {
  const bytes = new TextEncoder().encode(JSON.stringify([scope, position]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Returns `null` if malformed or of another scope: refuse with `cursor-not-valid`. */
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
