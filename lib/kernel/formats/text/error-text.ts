/** What Excel and WPS show where a formula fails. */
const errorTexts: ReadonlySet<string> = new Set(
  '#N/A #REF! #DIV/0! #VALUE! #NAME? #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #GETTING_DATA'.split(
    ' ',
  ),
);
const maxLength = 40;

/** Tells the texts that stand for an error once cells were copied as values, and `####`, which a narrow column shows. */
export function isErrorText(text: string): boolean {
  const first = text.charCodeAt(0);
  // Nearly every text ends here.
  if ((first !== 0x23 && first !== 0xff03 && first !== 0x20) || text.length > maxLength) return false;
  const written = text.normalize('NFKC').trim();
  return errorTexts.has(written.toUpperCase()) || /^#{3,}$/.test(written);
}
