import type { FileWriters } from '../../../certificates/file/ports.ts';
import type { FileSigner } from './file-signer.ts';
import type { Fonts } from './open-fonts.ts';

/** Loads the writers and opens the fonts at the first file, once in a warm function: a cached file needs neither. */
export function fileWriters(folder: string, fileSigner: () => Promise<FileSigner>): FileWriters {
  let opened: Promise<Fonts> | undefined;
  const open = async (): Promise<Fonts> => (await import('./open-fonts.ts')).openFonts(folder);
  const fonts = (): Promise<Fonts> => (opened ??= open());
  return {
    glyphs: fonts,
    writePdf: async (content) => (await import('./write-pdf.ts')).writePdf(content, await fonts(), await fileSigner()),
    writeOfd: async (content) => (await import('./write-ofd.ts')).writeOfd(content, await fonts(), await fileSigner()),
  };
}
