const maxSheetNameLength = 31;

/** Replaces what Excel refuses: some characters, more than 31 of them, the name `history`. */
export function buildSheetName(name: string): string {
  const cleaned = name
    .replace(/[*?:\\/[\]]/g, '_')
    .replace(/^'|'$/g, '_')
    .slice(0, maxSheetNameLength)
    .trim();
  if (cleaned === '') return '数据';
  return cleaned.toLowerCase() === 'history' ? `${cleaned}_` : cleaned;
}

/** Appends a number to a taken name; Excel ignores case. */
export function freeSheetName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  let name = wanted;
  for (let n = 2; used.has(name.toLowerCase()); n++) name = `${wanted.slice(0, maxSheetNameLength - 6)}(${n})`;
  return name;
}
