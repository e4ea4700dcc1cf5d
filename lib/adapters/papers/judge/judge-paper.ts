import type { Judgement } from '../../../collection/archive/ports.ts';
import { isOleFile } from '../../xlsx/refusals/ole-streams.ts';
import { judgeOffice } from './judge-office.ts';
import { judgeOle } from './judge-ole.ts';
import { judgePdf } from './judge-pdf.ts';
import { isPng, judgeJpeg, judgePng } from './judge-picture.ts';

/**
 * Says by its bytes which format a file has, or why it is not taken: another format, damage, a password, macros,
 * embedded files. It is no virus scanner; what it lets through is given back as an attachment only.
 */
export async function judgePaper(given: Uint8Array): Promise<Judgement> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  if (bytes.length === 0) return { fault: 'paper-empty' };
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return judgePdf(bytes);
  if (isPng(bytes)) return judgePng(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return judgeJpeg(bytes);
  if (isOleFile(bytes)) return await judgeOle(bytes);
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50) return await judgeOffice(bytes);
  return { fault: 'paper-format-not-accepted' };
}
