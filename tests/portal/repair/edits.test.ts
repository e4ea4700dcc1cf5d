import { describe, expect, test } from 'vitest';
import { parseBlock } from '../../../portal/src/collection/repair/clipboard-block.ts';
import {
  beginHistory,
  changeMany,
  type EditHistory,
  listEdits,
  noEdits,
  placeBlock,
  redo,
  typeInto,
  undo,
} from '../../../portal/src/collection/repair/edits.ts';
import { groupByCell, nextFault } from '../../../portal/src/collection/repair/faults-by-cell.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';

describe('a block as a spreadsheet copies it', () => {
  test.each<[string, string, readonly (readonly string[])[] | null]>([
    [
      'two columns of two rows',
      '甲\t170\r\n乙\t171\r\n',
      [
        ['甲', '170'],
        ['乙', '171'],
      ],
    ],
    ['without the last line end', '甲\n乙', [['甲'], ['乙']]],
    ['with an empty cell at the end', '甲\t', [['甲', '']]],
    ['with an empty row in between', '甲\n\n乙\n', [['甲'], [''], ['乙']]],
    ['with a line end inside of a quoted cell', '"两\n行"\t170\n', [['两\n行', '170']]],
    ['with quotes inside of a quoted cell', '"说""好"""\t1', [['说"好"', '1']]],
    ['with a quote that quotes nothing', '5" 管\t1', [['5" 管', '1']]],
    ['a single cell is left to the browser', '170\r\n', null],
    ['a text without line ends, too', '170', null],
  ])('%s', (_, text, block) => {
    expect(parseBlock(text)).toEqual(block);
  });
});

describe('what was typed can be undone', () => {
  const start = beginHistory(noEdits);
  const steps: Readonly<Record<string, (history: EditHistory) => EditHistory>> = {
    'type 1': (history) => typeInto(history, '0 a', '1'),
    'type 12': (history) => typeInto(history, '0 a', '12'),
    'other cell': (history) => typeInto(history, '0 b', '9'),
    paste: (history) => changeMany(history, { '0 a': 'x', '1 a': 'y' }),
    undo,
    redo,
  };
  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['typing in one cell is one step', ['type 1', 'type 12', 'undo'], {}],
    ['another cell is another step', ['type 1', 'other cell', 'undo'], { '0 a': '1' }],
    ['a paste is one step', ['type 1', 'paste', 'undo'], { '0 a': '1' }],
    ['and comes back', ['type 1', 'paste', 'undo', 'redo'], { '0 a': 'x', '1 a': 'y' }],
    ['typing after an undo forgets what was undone', ['paste', 'undo', 'type 1', 'redo'], { '0 a': '1' }],
    ['typing after an undo is a step of its own', ['type 1', 'other cell', 'undo', 'type 12', 'undo'], { '0 a': '1' }],
    ['nothing to undo changes nothing', ['undo', 'redo'], {}],
  ])('%s', (_, names, present) => {
    expect(names.reduce((history, name) => steps[name]?.(history) ?? history, start).present).toEqual(present);
  });
});

test('a block goes right and down over the rows that are shown, and what does not fit is counted', () => {
  const block = [
    ['1', ' 2 '],
    ['3', '4'],
    ['5', '6'],
  ];
  const place = { rows: [4, 9], fields: ['a', 'b'], row: 4, field: 'b' };
  expect(placeBlock(block, place)).toEqual({ changes: { '4 b': '1', '9 b': '3' }, outside: 4 });
});

test('the worker gets rows and fields', () => {
  expect(listEdits({ '12 id_number': '3' })).toEqual([{ row: 12, field: 'id_number', value: '3' }]);
});

describe('the next fault', () => {
  const finding = (row: number, field: string, severity: Finding['severity'] = 'error'): Finding => ({
    code: 'text-too-long',
    severity,
    row,
    field,
    detail: '太长。',
  });
  // The rows 4, 5, 8 and 11 of a sheet.
  const numbers = [4, 5, 8, 11];
  const faults = groupByCell([finding(4, 'b'), finding(11, 'a'), finding(5, 'a', 'warning')], numbers);
  const shown = { rows: [0, 1, 3], fields: ['a', 'b'] };
  test.each([
    ['is the first one at the beginning', null, { row: 0, field: 'b' }],
    ['lies behind the focus in its row', { row: 0, field: 'a' }, { row: 0, field: 'b' }],
    ['passes over a reminder', { row: 0, field: 'b' }, { row: 3, field: 'a' }],
    ['begins again behind the last one', { row: 3, field: 'b' }, { row: 0, field: 'b' }],
  ])('%s', (_, from, to) => {
    expect(nextFault(faults, shown, from)).toEqual(to);
  });
  test('there is none where all are mended', () => {
    expect(nextFault(new Map(), shown, null)).toBeNull();
  });
});
