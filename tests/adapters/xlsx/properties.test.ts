import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnLetters } from '../../../lib/kernel/column-letters.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import { partsOf, buildWorkbook } from './build-workbook.ts';
import { buildZip } from './build-zip.ts';
import { readCells, inPieces, refusalOf } from './read-cells.ts';

const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...Array.from('&<>"\'_x000D_ \t\n\r 王芳😀𠮷')),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
    maxLength: 40,
  })
  .map((raw) => raw.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?'));
const number = fc
  .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: -9, max: 6 }))
  .map(([digits, power]) => Number(`${digits}e${power}`));
const cell: fc.Arbitrary<Cell> = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.constant({ error: '#N/A' }),
  fc.bigInt({ min: 10n ** 16n, max: 10n ** 20n }).map((digits) => ({ number: String(digits) })),
);
const sheet = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(cell, { maxLength: 30 })), { maxLength: 20 });

/** What a writer would do with a text: escape what XML can't hold as it is. */
function written(value: string): string {
  return value
    .replaceAll(/_x[0-9A-Fa-f]{4}_/g, (escape) => `_x005F${escape}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('\r', '&#13;');
}

type Way = 'shared' | 'inline' | 'formula';

function sheetXml(
  rows: readonly (readonly [gap: number, cells: readonly Cell[]])[],
  way: Way,
  strings: string[],
): readonly [xml: string, seen: Record<string, Cell>] {
  const seen: Record<string, Cell> = {};
  let row = 0;
  const xml = rows.map(([gap, cells]) => {
    row += 1 + gap;
    const inRow = cells.map((value, column) => {
      const reference = `${columnLetters(column)}${row}`;
      if (value !== null && value !== '') seen[reference] = Object.is(value, -0) ? 0 : value;
      if (value === null) return column % 2 === 0 ? '' : `<c r="${reference}" s="0"/>`;
      if (typeof value === 'boolean') return `<c r="${reference}" t="b"><v>${Number(value)}</v></c>`;
      if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
      if (typeof value === 'object')
        return 'number' in value
          ? `<c r="${reference}"><v>${value.number}</v></c>`
          : `<c r="${reference}" t="e"><v>#N/A</v></c>`;
      if (way === 'inline')
        return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${written(value)}</t></is></c>`;
      if (way === 'formula') return `<c r="${reference}" t="str"><f>A1&amp;"x"</f><v>${written(value)}</v></c>`;
      strings.push(`<si><t xml:space="preserve">${written(value)}</t></si>`);
      return `<c r="${reference}" t="s"><v>${strings.length - 1}</v></c>`;
    });
    return `<row r="${row}">${inRow.join('')}</row>`;
  });
  return [xml.join(''), seen];
}

test('what is written is read, whatever the way and the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      sheet,
      fc.constantFrom<Way>('shared', 'inline', 'formula'),
      fc.integer({ min: 3, max: 500 }),
      async (content, way, size) => {
        const strings: string[] = [];
        const [rows, seen] = sheetXml(content, way, strings);
        const parts = partsOf({ rows, strings: strings.join('') }).map((part) => ({ ...part, stored: true }));
        expect(await readCells(inPieces(buildZip(parts), size))).toEqual(seen);
      },
    ),
    { numRuns: 150 },
  );
});

/** One of the things that befall a file: bytes changed, lost, doubled or put in between. */
const mishap = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 20 }),
  put: fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '"',
      '/',
      '&',
      '<!--',
      '<![CDATA[',
      ']]>',
      '</row>',
      '</c>',
      '<c>',
      '<row>',
      ' r="',
      ' t="s"',
      '\0',
    ),
    fc.string({ maxLength: 4 }),
  ),
});
const content =
  '<row r="1" spans="1:9"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"><v>43831.5</v></c>' +
  '<c r="C1" t="str"><f>A1</f><v>王芳</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><r><t>a</t>' +
  '</r></is></c><c r="B2" t="b"><v>1</v></c></row>';

function damaged(
  bytes: Buffer,
  mishaps: readonly { readonly at: number; readonly length: number; readonly put: string }[],
): Buffer {
  return mishaps.reduce((whole, { at, length, put }) => {
    const from = Math.floor(at * whole.length);
    return Buffer.concat([whole.subarray(0, from), Buffer.from(put), whole.subarray(from + length)]);
  }, bytes);
}

test('a damaged part ends in rows or in a refusal, never in anything else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        'xl/worksheets/sheet1.xml',
        'xl/sharedStrings.xml',
        'xl/styles.xml',
        'xl/workbook.xml',
        'xl/_rels/workbook.xml.rels',
        '[Content_Types].xml',
      ),
      fc.array(mishap, { minLength: 1, maxLength: 3 }),
      async (name, mishaps) => {
        const parts = partsOf({ rows: content, strings: '<si><t>a&amp;b</t></si>', styles: [0, 14] });
        await refusalOf(
          buildZip(
            parts.map((part) =>
              part.name === name ? { ...part, content: damaged(Buffer.from(part.content), mishaps) } : part,
            ),
          ),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('a damaged file ends in rows or in a refusal, never in anything else', async () => {
  const whole = buildWorkbook({ rows: content, strings: '<si><t>a&amp;b</t></si>', styles: [0, 14] });
  await fc.assert(
    fc.asyncProperty(fc.array(mishap, { minLength: 1, maxLength: 3 }), async (mishaps) => {
      await refusalOf(damaged(whole, mishaps));
    }),
    { numRuns: 500 },
  );
});
