/** Applies NFKC, removes white space, lower-cases. */
export function normalizeHeading(label: string): string {
  return label.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}
