import { join } from 'node:path';
import { projectDirectory } from '../../../infra/local/project-directory.ts';
import { openFonts } from '../../../lib/adapters/certificates/files/open-fonts.ts';

export const fontFolder = join(projectDirectory, 'node_modules/@expo-google-fonts/noto-sans-sc');

/** The real fonts, opened once per test file. */
export const fonts = await openFonts(fontFolder);
