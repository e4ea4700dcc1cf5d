/**
 * Parses I-JSON (RFC 7493); `undefined` when the text is none, names a member twice (2.3) or has half a surrogate pair
 * (2.1): programs differ on which of two members they show.
 */
export function parseJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isInteroperable(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

const tokens = /"(?:[^"\\]|\\.)*"|[[\]{}:]/g;

/** `text` is JSON. A string is a member's name if a colon follows. */
function isInteroperable(text: string): boolean {
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const names = open.at(-1);
      if (names?.has(last)) return false;
      names?.add(last);
    } else {
      last = unquote(token);
      if (!last.isWellFormed()) return false;
    }
  }
  return true;
}

function unquote(token: string): string {
  const value: unknown = token.includes('\\') ? JSON.parse(token) : token.slice(1, -1);
  return String(value);
}
