import { expect, test } from 'vitest';
import { fillPhrase } from '../../../lib/kernel/fill-phrase.ts';
import { workbookRefusals } from '../../../schemas/collection/workbook-refusals.ts';
import { buildWorkbook } from './build-workbook.ts';
import { refusalOf } from './read-cells.ts';
import { one, refusalCases as cases, rows, sheetPart, spaces, withFault } from './refusal-cases.ts';

for (const [sentence, code, file, limits] of cases) {
  test(`refused: ${sentence} (${code})`, async () => {
    const refusal = await refusalOf(file, limits);
    expect(refusal[0]).toBe(code);
    // The sentence must have a fact for every blank.
    if (refusal !== 'read')
      expect(fillPhrase(workbookRefusals[code].detail, Object.fromEntries(Object.entries(refusal[1])))).not.toMatch(
        /[{}]/,
      );
  });
}

test('every refusal is in the table', () => {
  expect([...new Set(cases.map(([, code]) => code))].sort()).toEqual(Object.keys(workbookRefusals).sort());
});

test('where it is refused, it says where', async () => {
  expect(
    await refusalOf(rows(`<row r="7"><c r="AB7" t="inlineStr"><is><t>${'a'.repeat(32_768)}</t></is></c></row>`)),
  ).toEqual(['cell-too-long', { sheet: '数据', row: 7, column: 'AB' }]);
  expect(await refusalOf(withFault({ crc: 1 }))).toEqual(['checksum-wrong', { part: 'xl/worksheets/sheet1.xml' }]);
});

test('a macro workbook is read where that is asked for', async () => {
  expect(await refusalOf(buildWorkbook({ rows: one, parts: { 'xl/vbaProject.bin': 'x' } }), { macros: 'read' })).toBe(
    'read',
  );
});

test('an honest part may be large, or inflate far while it is small', async () => {
  expect(await refusalOf(sheetPart(`<worksheet>${spaces.slice(0, 9_000_000)}</worksheet>`))).toBe('read');
  const alike = Array.from(
    { length: 150_000 },
    () => '<row><c s="1" t="str"><v>是</v></c><c s="1" t="str"><v>是</v></c><c s="1"/></row>',
  ).join('');
  expect(await refusalOf(rows(alike), { ratio: 1000 })).toBe('read');
});
