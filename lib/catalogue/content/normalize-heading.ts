/** NFKC, no white space, lower case. */
export function normalizeHeading(label: string): string {
  return label.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}
