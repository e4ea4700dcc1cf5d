import type { Paper } from '../../collection/update-sheets/sheet-paper.ts';
import type { Fonts } from '../certificates/files/open-fonts.ts';
import { writeDocx } from './write-docx.ts';

/** Loads what writes PDF and opens the fonts at the first one, once in a warm function. */
export function paperWriters(fontFolder: string) {
  let opened: Promise<Fonts> | undefined;
  const open = async (): Promise<Fonts> => (await import('../certificates/files/open-fonts.ts')).openFonts(fontFolder);
  return {
    writeDocument: writeDocx,
    writePdf: async (paper: Paper): Promise<Uint8Array> => {
      const { writePaperPdf } = await import('./write-paper-pdf.ts');
      return await writePaperPdf(paper, await (opened ??= open()));
    },
  };
}
