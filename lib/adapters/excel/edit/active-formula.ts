import { anyOf } from '../../../kernel/text/any-of.ts';

/** Functions that reach outside the workbook or call code, with Excel's and LibreOffice's names. */
const activeFunctions = anyOf(
  'WEBSERVICE RTD DDE CALL REGISTER(?:\\.ID)? EXEC EXECUTE INITIATE POKE REQUEST IMAGE STOCKHISTORY SQL\\.REQUEST CUBE[A-Z]+',
);
const beforeFunction = '(?:^|[^\\w.\\u0080-\\uffff])(?:_xl(?:fn|ws|udf)\\.)*';
const activeCall = new RegExp(`${beforeFunction}${activeFunctions}\\s*\\(`, 'i');
const activeHint = new RegExp(`[[|]|&#|<!|'|${activeFunctions}`, 'i');
/** `[1]Sheet!A1`, `'C:\[Book.xlsx]Sheet'!A1`, `[1]!name`; not `Table1[Column]`. */
const otherBook = /\[[^[\]]*\](?:[^'[\]]*'|[\w.\u0080-\uffff]*)!/;
const address = /'(?:[a-z][a-z0-9+.-]+:|\\\\|\/\/)/i;

/** True for formulas that read other files, servers or programs (DDE), or call code. Takes the text without `=`. */
export function isActiveFormula(formula: string): boolean {
  if (!/[[|(':]/.test(formula)) return false;
  const bare = formula.replace(/"(?:[^"]|"")*"/g, '""');
  if (otherBook.test(bare) || address.test(bare) || activeCall.test(bare)) return true;
  return bare.replace(/'(?:[^']|'')*'/g, '').includes('|'); // DDE: program|topic!item
}

/** False for XML that surely holds no active formula; costs one look where `isActiveFormula` parses. */
export function mayHoldActiveFormula(xml: string): boolean {
  return activeHint.test(xml);
}
