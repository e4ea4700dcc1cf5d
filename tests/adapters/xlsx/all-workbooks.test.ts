import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

/** A directory of workbooks of public test suites: `WORKBOOKS=DIRECTORY npm test`. */
const root = process.env['WORKBOOKS'] ?? '';
const python = '/usr/bin/python3';
const run = promisify(execFile);
const outputLimit = 256 * 1024 * 1024;

const Value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ date: z.string() }),
  z.object({ error: z.string() }),
  z.object({ number: z.string() }),
  z.object({ percent: z.string() }),
  z.object({ value: z.number(), shown: z.string() }),
  z.object({ scaled: z.number() }),
]);
const Sheets = z.record(z.string(), z.record(z.string(), Value));
const Seen = z.object({
  file: z.string(),
  milliseconds: z.number().default(0),
  refused: z.string().nullable(),
  sheets: Sheets,
});
type Seen = z.infer<typeof Seen>;

/** What isn't read, and why: everything else is. */
const refused: Readonly<Record<string, string>> = {
  'calamine/issue252.xlsx': 'checksum-wrong', //                          wrong stored checksum: openpyxl refuses it too
  'calamine/pass_protected.xlsx': 'encrypted',
  'exceljs/invalid-xml.xlsx': 'corrupt', //                               text before the first element
  'exceljs/missing-bits.xlsx': 'not-a-workbook', //                       no workbook part
  'poi/54764-2.xlsx': 'doctype-found',
  'poi/54764.xlsx': 'doctype-found',
  'poi/58616.xlsx': 'encrypted',
  'poi/60825.xlsx': 'corrupt', //                                         its second sheet has no part
  'poi/duplicate-filename-case-insensitive.xlsx': 'duplicate-entry',
  'poi/duplicate-filename.xlsx': 'duplicate-entry',
  'refuse/44958_1.xls': 'old-xls',
  'refuse/47154.xls': 'old-xls',
  'refuse/57163.xls': 'old-xls',
  'refuse/64130.xls': 'old-xls',
  'refuse/WithExtendedStyles.xls': 'old-xls',
  'refuse/countblankExamples.xls': 'old-xls',
  'refuse/date.xlsb': 'xlsb',
  'refuse/hyperlink.xlsb': 'xlsb',
  'refuse/image.et': 'wps-et',
  'refuse/poc-xmlbomb.xlsx': 'doctype-found',
  'refuse/protected_passtika.xlsx': 'encrypted', //                       refuse/xxe_in_schema.xlsx is read
};

/** Where the second reader sees something else, and who is right. */
const differences: Readonly<Record<string, string>> = {
  'calamine/has_x000D_.xlsx Sheet1!A1': 'openpyxl leaves _x000D_ as it is; it stands for CR (ST_Xstring)',
  'calamine/has_x000D_inline.xlsx Sheet1!A1': 'the same, in an inline text',
  'poi/60289.xlsx TABLE!B2': 'the same, in small letters',
  'exceljs/test-issue-877.xlsx Handlungsanweisung!A1': 'openpyxl shows the address of a link where the cell is empty',
  'poi/52575_main.xlsx Tabelle1!A2': 'the type is inlineStr but the text stands in v; openpyxl loses it',
  'poi/bug60858.xlsx Arbeitszeitcheck_2.3!N2':
    '-1 in a date format: Excel shows no date before 1900, openpyxl makes up 1899-12-29',
};

/** Files that openpyxl can't open, and this reader can. */
const onlyHere = [
  'calamine/empty_s_attribute.xlsx',
  'calamine/issue_419.xlsx',
  'calamine/issue_530.xlsx',
  'calamine/minimal_package.xlsx',
  'exceljs/test-row-styles.xlsx',
  'poi/49609.xlsx',
];

/** Worksheets that openpyxl doesn't find: their files follow the strict standard, whose relations have other names. */
const sheetsOnlyHere = ['calamine/strict_iso_paths.xlsx ml_out', 'poi/57914.xlsx test_excel_2013'];

describe.skipIf(!existsSync(root))(
  'workbooks that nobody on this project made (skipped where they are not at hand)',
  () => {
    const files = existsSync(root)
      ? readdirSync(root, { recursive: true, encoding: 'utf8' })
          .filter((name) => /\/./.test(name) && !name.endsWith('.md'))
          .sort()
      : [];
    let ours: readonly Seen[] = [];
    let peakMegabytes = 0;

    beforeAll(async () => {
      const { stdout } = await run(
        process.execPath,
        [join(import.meta.dirname, 'read-many.ts'), ...files.map((name) => join(root, name))],
        { maxBuffer: outputLimit },
      );
      const lines = stdout.trim().split('\n');
      peakMegabytes = z.object({ peakMegabytes: z.number() }).parse(JSON.parse(lines.pop() ?? '')).peakMegabytes;
      ours = lines.map((line) => Seen.parse(JSON.parse(line)));
    });

    test('each ends in rows or in a refusal that is known', () => {
      expect(
        Object.fromEntries(
          ours.flatMap(({ file, refused: code }) => (code === null ? [] : [[relative(root, file), code]])),
        ),
      ).toEqual(refused);
      expect(ours.map(({ file }) => relative(root, file))).toEqual(files);
    });

    test('each within 5 seconds, and all of them together within 256 MB', () => {
      expect(ours.filter(({ milliseconds }) => milliseconds > 5000)).toEqual([]);
      expect(peakMegabytes).toBeLessThan(256);
    });

    test.skipIf(!existsSync(python))(
      'reads the same values as openpyxl, except known differences (skipped without a system Python)',
      async () => {
        const read = ours.filter(({ refused: code }) => code === null);
        const { stdout } = await run(
          python,
          [join(import.meta.dirname, 'second_reader.py'), ...read.map(({ file }) => file)],
          { maxBuffer: outputLimit },
        );
        const theirs = new Map(
          stdout
            .trim()
            .split('\n')
            .map((line) => Seen.parse(JSON.parse(line)))
            .map((seen) => [seen.file, seen]),
        );
        const found: string[] = [];
        const unknownSheets: string[] = [];
        for (const { file, sheets } of read) {
          const other = theirs.get(file);
          if (other?.refused !== null) continue;
          for (const [sheet, cells] of Object.entries(sheets)) {
            const others = other.sheets[sheet];
            if (others === undefined) unknownSheets.push(`${relative(root, file)} ${sheet}`);
            else
              for (const reference of new Set([...Object.keys(cells), ...Object.keys(others)]))
                if (!same(cells[reference], others[reference]))
                  found.push(`${relative(root, file)} ${sheet}!${reference}`);
          }
        }
        expect(found.sort()).toEqual(Object.keys(differences).sort());
        expect(unknownSheets).toEqual(sheetsOnlyHere);
        expect(read.flatMap(({ file }) => (theirs.get(file)?.refused === null ? [] : [relative(root, file)]))).toEqual(
          onlyHere,
        );
      },
      300_000,
    );
  },
);

type Value = z.infer<typeof Value> | undefined;

function simplify(value: Value): string | number | boolean | null | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if ('number' in value) return Number(value.number);
  if ('percent' in value) return Number(value.percent) / 100;
  if ('value' in value) return value.value;
  if ('scaled' in value) return value.scaled;
  return 'error' in value ? value.error : value.date;
}

/** Equal as values: openpyxl has no long numbers and writes errors as text. */
function same(ours: Value, theirs: Value): boolean {
  const value = simplify(ours);
  const other = typeof theirs === 'object' && 'date' in theirs ? theirs.date : theirs;
  if ((typeof ours === 'object' && 'date' in ours) !== (typeof theirs === 'object' && 'date' in theirs)) return false;
  return (
    value === other ||
    (typeof value === 'number' &&
      typeof other === 'number' &&
      Math.abs(value - other) <= 1e-9 * Math.max(1, Math.abs(value)))
  );
}
