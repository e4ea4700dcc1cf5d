import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { checkLength } from './check-length.ts';
import { cleanText, isCleanText } from './clean-text.ts';
import { isGarbled } from './is-garbled.ts';

// eslint-disable-next-line no-control-regex -- these are the very characters that are refused
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;

/** Refuses control characters and lone surrogates; warns of a wrong encoding. */
export const text: Format = {
  hint: '按实际内容填写文字，首尾不留空格。',
  examples: ['漯河市源汇区人民路1号'],
  excel: 'text',
  compile: (field, { note }) =>
    createTextCellReader(note, (raw) => {
      // Placeholders have at most four characters.
      if (isCleanText(raw) && (raw.length > 4 || raw.charCodeAt(0) >= 0x4e00)) {
        if (isGarbled(raw)) note('text-garbled');
        return checkLength(raw, field, note);
      }
      const value = cleanText(raw);
      if (value === '') return null;
      if (control.test(value)) return note('control-characters');
      if (isGarbled(raw)) note('text-garbled');
      return checkLength(value, field, note);
    }),
};
