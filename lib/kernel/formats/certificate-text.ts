import { compactText } from '../compact-text.ts';

/** A printed certificate number without blanks and with one kind of brackets: 〔2020〕, 【2020】 and （2020） become (2020). */
export function certificateText(text: string): string {
  return compactText(text)
    .replace(/[〔【[［]/gu, '(')
    .replace(/[〕】\]］]/gu, ')');
}
