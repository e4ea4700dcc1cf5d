import { expect, test } from 'vitest';
import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import { cells, type CellRow } from './cells.ts';
import { fieldOf, readCell } from './read-cell.ts';

cells('text', fieldOf('text', { length: 10 }), [
  ['Chinese', '漯河市源汇区', '漯河市源汇区'],
  ['blanks around', ' \u3000漯河市 \t', '漯河市'],
  ['full-width letters and digits, brackets as typed', 'Ａ座（１２）', 'A座（12）'],
  ['a rare character counts once', '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷', '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷'],
  ['too long', '一二三四五六七八九十一', null, 'text-too-long'],
  ['line breaks of Windows', '一\r\n二', '一\n二'],
  ['a control character', '一\u0007二', null, 'control-characters'],
  ['half of a character', '一\ud842', null, 'control-characters'],
  ['a replacement character', '张\ufffd', '张\ufffd', 'text-garbled'],
  ['replaced bytes read once more', '锟斤拷王芳', '锟斤拷王芳', 'text-garbled'],
  ['read as GBK', '浜烘皯鏀垮簻', '浜烘皯鏀垮簻', 'text-garbled'],
  ['read as Windows-1252', 'çŽ‹èŠ³', 'çŽ‹èŠ³', 'text-garbled'],
  ['read as GBK and too long: both are told', '浜烘皯鏀垮簻浜烘皯鏀垮簻', null, 'text-garbled', 'text-too-long'],
  ['zero-width marks', '\ufeff张\u200b三', '张三'],
  ['a direction mark', '\u2067张三\u2069', '张三'],
  ['a radical for an ideograph', '漯河市\u2f42化馆', '漯河市文化馆'],
  ['blanks of other widths inside', '人民路\u30001\u00a0号', '人民路 1 号'],
  ['a line separator', '一\u2028二', '一\n二'],
  ['private use', '龙\ue000', '龙\ue000', 'private-use-character'],
  ['a noncharacter', '一\ufdd0', null, 'control-characters'],
  ['a number', 12.5, '12.5'],
  ['a number of ten digits', 1e9, '1000000000'],
  ['a number whose digits are lost', 1e15, null, 'id-number-digits-lost'],
  ['a number as Excel displays it', '1.23457E+11', null, 'id-number-digits-lost'],
  ['a plus sign', '1E+', '1E+'],
  ['a Braille pattern without dots', '漯\u2800河', '漯河'],
  ['a small number is written out', 1e-7, '0.0000001'],
  ['a computed fraction', { number: '0.30000000000000004' }, '0.3'],
  ['a date', { date: '2020-11-30' }, null, 'date-made-by-excel'],
  ['a truth value', true, null, 'logical-cell'],
  ['无 is a word like others', '无', '无'],
  ['a placeholder', '——', null],
  ['a dash of full width', '－', null],
  ['a short dash', '–', null],
  ['many dashes', '——————', null],
  ['dashes apart', '— —', null],
  ['strokes of full width', '／／', null],
  ['N/A of full width', 'Ｎ／Ａ', null],
  ['N/a', 'N/a', null],
  ['暂无数据', '暂无数据', null],
  ['空白 in brackets', '（空白）', null],
  ['null in brackets', '<null>', null],
  ['a dash in a text', '一－二', '一－二'],
  ['未填', '未填', null],
  ['空', '空', null],
  ['暂无', '暂无', null],
  ['null', 'Null', null],
  ['不详 is a word like others', '不详', '不详'],
  ['nothing', '', null],
  ['only blanks', '   ', null],
]);

const ethnicGroup: CodeList = {
  id: 'ethnic-group',
  name: '民族',
  standard: 'GB/T 3304',
  codes: [
    { code: '01', label: '汉族', aliases: ['汉'] },
    { code: '03', label: '回族', aliases: ['回'] },
    { code: '97', label: '其他', aliases: [] },
  ],
};
const codeField = fieldOf('code', { codeList: 'ethnic-group' });

const codeIndex: readonly CellRow[] = [
  ['the label', '汉族', '01'],
  ['another name', '汉', '01'],
  ['the code', '03', '03'],
  ['blanks inside', '回 族', '03'],
  ['full-width code', '０３', '03'],
  ['code and label', '01-汉族', '01'],
  ['code and label with a blank', '01 汉族', '01'],
  ['label and code', '汉族（01）', '01'],
  ['the code as a number, its zero lost', 1, '01'],
  ['a placeholder', '无', null],
  ['only blanks', ' ', null],
];
cells(
  'code, controlled',
  codeField,
  [
    ...codeIndex,
    ['unknown', '汉人', null, 'code-unknown'],
    ['an unknown number', 5, null, 'code-unknown'],
    ['a truth value', true, null, 'logical-cell'],
  ],
  ethnicGroup,
);
cells(
  'code, not controlled',
  { ...codeField, controlled: false },
  [...codeIndex, ['unlisted', '汉人', '汉人', 'code-unlisted']],
  ethnicGroup,
);
test('a label outranks the placeholder that it equals', () => {
  const list: CodeList = {
    id: 'has',
    name: '有无',
    standard: 'Guiji',
    codes: [
      { code: '1', label: '有', aliases: [] },
      { code: '2', label: '无', aliases: [] },
    ],
  };
  expect(readCell(fieldOf('code', { codeList: 'has' }), '无', list)).toEqual({ value: '2', codes: [] });
});
test('a code outranks a label and an alias that equal it', () => {
  const list: CodeList = {
    id: 'grade',
    name: '等级',
    standard: 'Guiji',
    codes: [
      { code: '1', label: '2', aliases: [] },
      { code: '2', label: '丙', aliases: ['丁'] },
      { code: '3', label: '丁', aliases: ['1'] },
    ],
  };
  expect(
    ['1', '2', '丁'].map((writing) => readCell(fieldOf('code', { codeList: 'grade' }), writing, list).value),
  ).toEqual(['1', '2', '3']);
});
test('a code field without its code list cannot be compiled', () => {
  expect(() => readCell(codeField, '汉族')).toThrow('ethnic-group');
});

cells('yes-no', fieldOf('yes-no'), [
  ['是', '是', '1'],
  ['否', ' 否 ', '0'],
  ['true', true, '1'],
  ['false', false, '0'],
  ['1', 1, '1'],
  ['full-width 0', '０', '0'],
  ['无 means no', '无', '0'],
  ['a tick', '√', '1'],
  ['perhaps', '也许', null, 'yes-no-unknown'],
  ['nothing', '-', null],
]);
