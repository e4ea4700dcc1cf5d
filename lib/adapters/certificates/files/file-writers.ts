import type { FileWriters } from '../../../certificates/file/ports.ts';
import { openFonts, type Fonts } from './open-fonts.ts';
import { writeOfd } from './write-ofd.ts';
import { writePdf } from './write-pdf.ts';

/** Opens the fonts once in a warm function. */
export function fileWriters(folder: string): FileWriters {
  let opened: Promise<Fonts> | undefined;
  const fonts = (): Promise<Fonts> => (opened ??= openFonts(folder));
  return {
    glyphs: fonts,
    writePdf: async (content) => writePdf(content, await fonts()),
    writeOfd: async (content) => writeOfd(content, await fonts()),
  };
}
