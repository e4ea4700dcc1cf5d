import type { Mask } from '../../../schemas/catalogue/field.ts';

/** Numbers of citizens, mobile phones and bank cards. */
const longNumber = /\d{15,}[\dXx]*|(?<!\d)1[3-9]\d{9}(?!\d)/g;
const maxExampleLength = 24;

/** Hides what a value tells of a person; a long number is hidden in every column, whatever the column is called. */
export function maskExample(value: string, mask: Mask, isPersonal: boolean): string {
  const line = value.replaceAll(/\s+/gu, ' ');
  const shown = mask !== 'none' || isPersonal ? hideMiddle(line) : line.replaceAll(longNumber, hideMiddle);
  const characters = Array.from(shown);
  return characters.length > maxExampleLength ? `${characters.slice(0, maxExampleLength).join('')}…` : shown;
}

/** 张三丰 → 张**, 411102199003070015 → 4****************5; a single character is hidden whole. */
function hideMiddle(value: string): string {
  const characters = Array.from(value);
  const [first = ''] = characters;
  if (characters.length < 2) return '*';
  if (characters.length <= 4) return first + '*'.repeat(characters.length - 1);
  return first + '*'.repeat(characters.length - 2) + (characters.at(-1) ?? '');
}
