import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { checkLength } from './check-length.ts';
import { cleanText, isCleanText } from './clean-text.ts';
import { isGarbled } from './is-garbled.ts';
import { isTextPlaceholder } from './placeholders.ts';

/** A private-use character looks different on every machine, or like nothing. */
const privateUse = /\p{Private_Use}/u;

/** Warns of a wrong encoding and of private-use characters. */
export const text: Format = {
  hint: '按实际内容填写文字，首尾不留空格。',
  examples: ['漯河市源汇区人民路1号'],
  excel: 'text',
  compile: (field, { note }) =>
    createTextCellReader(note, (raw) => {
      if (raw !== '' && isCleanText(raw) && !isTextPlaceholder(raw)) {
        if (isGarbled(raw)) note('text-garbled');
        return checkLength(raw, field, note);
      }
      const value = cleanText(raw);
      if (value === '') return null;
      if (isGarbled(raw)) note('text-garbled');
      if (privateUse.test(value)) note('private-use-character');
      return checkLength(value, field, note);
    }),
};
