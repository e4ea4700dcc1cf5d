import { compactText } from '../compact-text.ts';

const brackets = /[〔〕【】[\]]/u;

/** A printed certificate number without blanks and with one kind of brackets: 〔2020〕, 【2020】 and （2020） become (2020). */
export function certificateText(text: string): string {
  const compact = compactText(text);
  return brackets.test(compact) ? compact.replace(/[〔【[]/gu, '(').replace(/[〕】\]]/gu, ')') : compact;
}
