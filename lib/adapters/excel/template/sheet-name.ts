const maxSheetNameLength = 31;

/** A name that Excel accepts for a sheet, as close to the given one as can be. */
export function buildSheetName(name: string): string {
  const cleaned = name
    .replace(/[*?:\\/[\]]/g, '_')
    .replace(/^'|'$/g, '_')
    .slice(0, maxSheetNameLength)
    .trim();
  if (cleaned === '') return '数据';
  return cleaned.toLowerCase() === 'history' ? `${cleaned}_` : cleaned;
}

/** The wanted name, or with a number behind it when a sheet of that name is there; Excel does not tell capitals apart. */
export function freeSheetName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  let name = wanted;
  for (let n = 2; used.has(name.toLowerCase()); n++) name = `${wanted.slice(0, maxSheetNameLength - 6)}(${n})`;
  return name;
}
