import { compactCode } from '../compact-text.ts';
import { patternFormat } from './pattern-format.ts';

/** 准驾车型: one class or several, written together or apart, stored together: `A2D`. */
export const drivingClass = patternFormat({
  hint: '填写准驾车型代号，例如 C1；有多个的连写，例如 A2D。',
  examples: ['C1', 'A2D'],
  pattern: /^(?:A[1-3]|B[12]|C[1-6]|[DEFMNP])+$/,
  code: 'driving-class-format',
  normalize: (text) => compactCode(text).replace(/[、,;/+.-]/gu, ''),
});
