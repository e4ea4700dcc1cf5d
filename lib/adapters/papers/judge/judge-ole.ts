import type { Judgement } from '../../../collection/archive/ports.ts';
import { readOleStreamNames } from '../../xlsx/refusals/ole-streams.ts';

const encrypted = ['EncryptedPackage', 'EncryptionInfo'];
/** [MS-OVBA]: Word keeps its project in Macros, Excel in _VBA_PROJECT_CUR. */
const macros = ['Macros', '_VBA_PROJECT_CUR', '_VBA_PROJECT', 'VBA'];
/** [MS-OLEDS]: embedded objects, packages and links. */
const programs = ['ObjectPool', '\u0001Ole10Native', '\u0001Ole10ItemName', 'Package', 'Ctls'];

/** Reads the names of streams of an older Word or Excel file ([MS-DOC], [MS-XLS]). */
export async function judgeOle(bytes: Buffer): Promise<Judgement> {
  const names = await readOleStreamNames((start, length) => Promise.resolve(bytes.subarray(start, start + length)));
  const hasAny = (wanted: readonly string[]): boolean => wanted.some((name) => names.has(name));
  if (hasAny(encrypted)) return { fault: 'paper-encrypted' };
  if (hasAny(macros)) return { fault: 'paper-with-macros' };
  if (hasAny(programs) || [...names].some((name) => /^MBD[0-9A-F]{8}$/i.test(name)))
    return { fault: 'paper-with-programs' };
  if (names.size === 0) return { fault: 'paper-damaged' };
  if (names.has('WordDocument')) return { format: 'doc' };
  return names.has('Workbook') || names.has('Book') ? { format: 'xls' } : { fault: 'paper-format-not-accepted' };
}
