const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Resolves XML's own entities and character references, once. Throws on others. */
export function resolveEntities(text: string): string {
  return text.includes('&')
    ? text.replace(/&([^;&]{0,12};?)/g, (_: string, name: string) => resolveEntity(name))
    : text;
}

function resolveEntity(name: string): string {
  const known = name.endsWith(';') ? entities.get(name.slice(0, -1)) : undefined;
  if (known !== undefined) return known;
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));$/.exec(name) ?? [];
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? -1);
  if (!(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) throw new Error('an unknown entity');
  return String.fromCodePoint(code);
}
