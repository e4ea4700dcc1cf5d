import { z } from 'zod';
import { isPrintableLine, isPrintableText, toPrintableLine, toPrintableText } from './characters.ts';

/**
 * One line of printable text, `min` to `max` characters after trimming: what reaches terminals, logs and signed copies.
 * Refuses line ends, control, bidirectional and invisible characters.
 */
export function printableLine({ min, max }: { readonly min: number; readonly max: number }) {
  return z.string().trim().min(min).max(max).refine(isPrintableLine, {
    error: '此项应为一行可以看见的文字，不能含有换行、控制字符和不可见的字符。请删除后重新填写。',
  });
}

/** The same of a text that may already be stored: the characters are left out, so that it stays readable. */
export function shownLine() {
  return z.string().overwrite(toPrintableLine);
}

/** The same of a text of several lines, which end in `\n` or `\r\n`. */
export function printableLines({ min, max }: { readonly min: number; readonly max: number }) {
  return z
    .string()
    .overwrite((text) => text.replaceAll('\r\n', '\n').trim())
    .min(min)
    .max(max)
    .refine(isPrintableText, {
      error: '此项应为可以看见的文字，不能含有控制字符和不可见的字符。请删除后重新填写。',
    });
}

/** As `shownLine`, of several lines. */
export function shownLines() {
  return z.string().overwrite(toPrintableText);
}
