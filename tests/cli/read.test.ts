import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCommand } from '../../lib/cli/commands/read.ts';
import { partsOf, buildWorkbook, worksheet } from '../adapters/xlsx/build-workbook.ts';
import { buildZip } from '../adapters/xlsx/build-zip.ts';

const sampleRows =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row><row r="2"/>' +
  '<row r="3"><c r="A3" t="inlineStr"><is><t>王"芳"\n</t></is></c><c r="B3"><v>12.5</v></c>' +
  '<c r="C3" t="b"><v>1</v></c><c r="D3" s="1"><v>44165</v></c><c r="E3" t="e"><v>#N/A</v></c>' +
  '<c r="F3"><v>411102199003070010</v></c><c r="H3" s="1"><v>44165.354166666664</v></c>' +
  '<c r="AA3" s="1"><v>0.5</v></c></row>';
const twoSheets = '<sheet name="说明" sheetId="1" state="hidden" r:id="a"/><sheet name="数据" sheetId="2" r:id="b"/>';
const relations =
  '<Relationship Id="a" Type="x/worksheet" Target="worksheets/help.xml"/>' +
  '<Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet1.xml"/>';
const help = {
  'xl/worksheets/help.xml': worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>填写说明</t></is></c></row>'),
};
const many = Array.from(
  { length: 60_000 },
  (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c></row>`,
).join('');

const files: Readonly<Record<string, Buffer | string>> = {
  'good.xlsx': buildWorkbook({ sheets: twoSheets, relations, rows: sampleRows, styles: [0, 14], parts: help }),
  'hidden.xlsx': buildWorkbook({
    sheets: twoSheets.replace('sheetId="2"', 'sheetId="2" state="veryHidden"'),
    relations,
    rows: sampleRows,
    parts: help,
  }),
  'many.xlsx': buildWorkbook({ rows: many }),
  'broken.xlsx': buildZip(
    partsOf({ rows: many }).map((part) => (part.name.includes('sheet1') ? { ...part, crc: 1 } : part)),
  ),
  'macro.xlsm': buildWorkbook({ rows: '<row r="1"><c r="A1"><v>1</v></c></row>', parts: { 'xl/vbaProject.bin': 'x' } }),
  'text.xlsx': '姓名,证件号码\n',
};
const sheets = '{"sheets":[{"name":"说明","state":"hidden"},{"name":"数据","state":"visible"}]}';
const rows =
  '{"row":1,"cells":{"A":"姓名"}}\n' +
  '{"row":3,"cells":{"A":"王\\"芳\\"\\n","B":12.5,"C":true,"D":{"date":"2020-11-30"},"E":{"error":"#N/A"},' +
  '"F":{"number":"411102199003070010"},"H":{"date":"2020-11-30T08:30:00"},"AA":{"date":"12:00:00"}}}';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});
afterAll(() => rm(folder, { recursive: true }));

async function run(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const stdout = new PassThrough({ highWaterMark: 1024 });
  const stderr = new PassThrough();
  const out = text(stdout);
  const err = text(stderr);
  const code = await readCommand(
    args.map((word) => (word in files ? join(folder, word) : word)),
    { stdout, stderr },
  );
  stdout.end();
  stderr.end();
  return { code, out: await out, err: await err };
}

const answers: readonly (readonly [sentence: string, args: readonly string[], code: number, out: string])[] = [
  ['the first visible sheet', ['good.xlsx'], 0, `${sheets}\n${rows}\n`],
  ['a sheet by name', ['good.xlsx', '--sheet', '说明'], 0, `${sheets}\n{"row":1,"cells":{"A":"填写说明"}}\n`],
  ['a sheet by name, in one word', ['--sheet=说明', 'good.xlsx'], 0, `${sheets}\n{"row":1,"cells":{"A":"填写说明"}}\n`],
  [
    'the first sheet when all are hidden',
    ['hidden.xlsx'],
    0,
    `${sheets.replace('visible', 'veryHidden')}\n{"row":1,"cells":{"A":"填写说明"}}\n`,
  ],
  [
    'a macro workbook on request',
    ['macro.xlsm', '--macros'],
    0,
    '{"sheets":[{"name":"数据","state":"visible"}]}\n{"row":1,"cells":{"A":1}}\n',
  ],
];

test.each(answers)('%s', async (_sentence, args, code, out) => {
  expect(await run(...args)).toEqual({ code, out, err: '' });
});

const refusals: readonly (readonly [sentence: string, args: readonly string[], refused: string])[] = [
  ['a text file', ['text.xlsx'], 'csv-renamed'],
  ['a macro workbook', ['macro.xlsm'], 'macro-workbook'],
];

test.each(refusals)('refused on stdout, with exit code 3: %s', async (_sentence, args, refused) => {
  const { code, out } = await run(...args);
  expect(code).toBe(3);
  expect(JSON.parse(out)).toEqual({ refused, detail: expect.stringMatching(/。$/) });
});

test('refused midway: the rows before it, then why', async () => {
  const { code, out } = await run('broken.xlsx');
  const lines = out.trim().split('\n');
  expect(code).toBe(3);
  expect(lines[1]).toBe('{"row":1,"cells":{"A":0}}');
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
    refused: 'checksum-wrong',
    detail: expect.stringContaining('xl/worksheets/sheet1.xml'),
  });
});

const wrongCalls: readonly (readonly [sentence: string, args: readonly string[], expected: RegExp])[] = [
  ['no file', [], /请给出要读取的工作簿文件/],
  ['a file that is not there', ['/nowhere/a.xlsx'], /文件不存在/],
  ['a folder', ['/'], /不是文件/],
  ['two files', ['good.xlsx', 'many.xlsx'], /一次只能读取一个文件/],
  ['an unknown option', ['good.xlsx', '--sheets'], /不认识选项“--sheets”/],
  ['an option without its value', ['good.xlsx', '--sheet'], /缺少工作表名/],
  ['a sheet that is not there', ['good.xlsx', '--sheet', '没有'], /没有名为“没有”的工作表。现有工作表：说明、数据/],
];

test.each(wrongCalls)('a sentence on stderr, with exit code 2: %s', async (_sentence, args, expected) => {
  const { code, out, err } = await run(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(expected);
});

test('it writes at the pace of its reader', async () => {
  let waiting = 0;
  let most = 0;
  const slow = new Writable({
    highWaterMark: 1024,
    write(chunk: Buffer, _encoding, done) {
      most = Math.max(most, (waiting += chunk.length));
      setImmediate(() => {
        waiting -= chunk.length;
        done();
      });
    },
  });
  expect(await readCommand([join(folder, 'many.xlsx')], { stdout: slow, stderr: slow })).toBe(0);
  expect(most).toBeLessThan(200_000); // of 1.9 MB: one batch of rows
  expect(slow.listenerCount('drain')).toBe(0);
});

test('a reader that has seen enough ends it without a fault', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'read-command.ts'), join(folder, 'many.xlsx')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const err = text(child.stderr);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await err).toBe('');
});
