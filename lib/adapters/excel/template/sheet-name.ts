const maxSheetNameLength = 31;

/** Appends a number to a taken name; Excel ignores case. */
export function freeSheetName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  let name = wanted;
  for (let n = 2; used.has(name.toLowerCase()); n++) name = `${wanted.slice(0, maxSheetNameLength - 6)}(${n})`;
  return name;
}
