/** A label as a header is compared: full-width letters made narrow, no white space, no case. */
export function normalizeHeading(label: string): string {
  return label.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}
