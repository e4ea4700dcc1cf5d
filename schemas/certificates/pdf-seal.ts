/**
 * Where a PDF holds its seal: an unsigned attribute, the last of the CMS in the signature's `/Contents`.
 *
 *   oid (DER) 3182nnnn 0482nnnn <seal, filled with spaces> 00…
 *
 * The seal signs all bytes of the file but its own hexadecimal digits; the CMS signs all but `/Contents`.
 */
export const pdfSeal = {
  /** Below 2.25 everybody may assign a UUID (ITU-T X.667). */
  oid: '2.25.307776805730801126588439952389585012085',
  oidDer: '06146983cf8bd486a6a89298fdb5cdbaf6bac5f28a75',
} as const;
