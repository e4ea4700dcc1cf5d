import type { Alignment, Borders, FillPattern, Font, Style } from 'exceljs';

/** Every office computer has 宋体. */
const family = '宋体';

export const bodyFont: Partial<Font> = { name: family, size: 11 };
export const titleFont: Partial<Font> = { name: family, size: 16, bold: true, color: { argb: 'FF1F3864' } };
export const sectionFont: Partial<Font> = { name: family, size: 12, bold: true, color: { argb: 'FF1F3864' } };
const headerFont: Partial<Font> = { name: family, size: 11, bold: true, color: { argb: 'FF1F3864' } };
const requiredFont: Partial<Font> = { name: family, size: 11, bold: true, color: { argb: 'FFC00000' } };
const hintFont: Partial<Font> = { name: family, size: 9, color: { argb: 'FF7F7F7F' } };

function solid(argb: string): FillPattern {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}

export const errorFill = solid('FFFFB3B3');
export const warningFill = solid('FFFFEB9C');
const headerFill = solid('FFDDEBF7');
const requiredFill = solid('FFFCE4D6');
const hintFill = solid('FFF7F7F7');

const line = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
export const border: Partial<Borders> = { top: line, left: line, bottom: line, right: line };

const centred: Partial<Alignment> = { horizontal: 'center', vertical: 'middle', wrapText: true };
export const topLeft: Partial<Alignment> = { horizontal: 'left', vertical: 'top', wrapText: true };
export const middleLeft: Partial<Alignment> = { horizontal: 'left', vertical: 'middle', wrapText: true };
export const middleCentre: Partial<Alignment> = { horizontal: 'center', vertical: 'middle' };

/** Centres dates. */
export function getAlignment(numberFormat: string): Partial<Alignment> {
  return numberFormat.startsWith('yyyy') ? middleCentre : { vertical: 'middle' };
}

export const headerStyle: Partial<Style> = { font: headerFont, fill: headerFill, border, alignment: centred };
export const requiredHeaderStyle: Partial<Style> = {
  font: requiredFont,
  fill: requiredFill,
  border,
  alignment: centred,
};
/** Text in every column, so that no program takes the hints for data. */
export const hintStyle: Partial<Style> = { font: hintFont, fill: hintFill, border, alignment: topLeft, numFmt: '@' };
