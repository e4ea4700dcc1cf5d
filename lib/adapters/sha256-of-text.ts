import { createHash } from 'node:crypto';

/** In hex, of the UTF-8 bytes. */
export const sha256OfText = (text: string): string => createHash('sha256').update(text).digest('hex');
