import { compatibleText } from '../../text/unified-text.ts';
import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from './compact-text.ts';

const yes: ReadonlySet<string> = new Set(['1', '是', '有', '对', 'Y', 'YES', 'TRUE', 'T', '√', '✓', '✔']);
const no: ReadonlySet<string> = new Set(['0', '否', '无', '没有', '不是', 'N', 'NO', 'FALSE', 'F', '×', '✗', '✘']);

export const yesNo: Format = {
  hint: '填写“是”或“否”。',
  examples: ['是', '否'],
  excel: 'text',
  compile: (_field, { note }) => {
    const readText = createTextCellReader(note, (raw) => {
      if (raw === '是') return '1';
      if (raw === '否') return '0';
      const word = compatibleText(raw).trim().toUpperCase();
      if (yes.has(word)) return '1';
      if (no.has(word)) return '0';
      return compactCode(raw) === '' ? null : note('yes-no-unknown');
    });
    return (cell) => (typeof cell === 'boolean' ? String(Number(cell)) : readText(cell));
  },
};
