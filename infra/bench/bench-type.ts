import { seedCertificates } from '../seeds/index.ts';

/** The type that is issued in the bench: annex 1, line 14, real estate; the one with the longest face. */
const serial = 14;

const found = seedCertificates().find(({ type }) => type.serial === serial);
if (found === undefined) throw new Error(`annex 1 has no line ${serial}`);
export const benchType = found;
