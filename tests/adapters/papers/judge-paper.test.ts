import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { judgePaper } from '../../../lib/adapters/papers/judge/judge-paper.ts';
import { libreOffice } from '../excel/reference-programs.ts';
import { buildOle } from '../xlsx/build-ole.ts';
import { buildZip } from '../xlsx/build-zip.ts';
import { docx, pdf, pdfWithObjects, png, relation, wordWith, xlsx } from './sample-papers.ts';

const office = 'soffice';
const judge = async (bytes: Uint8Array) => Object.values(await judgePaper(bytes))[0];
const jpeg = () => readFileSync(join(import.meta.dirname, '../../../portal/pictures/source-confirm.jpg'));
/** The stream's first bytes are none of zlib. */
const damagedObjects = () => {
  const bytes = pdfWithObjects('1');
  return bytes.fill(7, bytes.indexOf('stream\n') + 7, bytes.indexOf('endstream'));
};
const text = (content: string) => Buffer.from(content, 'utf8');

describe('what is taken', () => {
  test.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['a PDF', () => pdf(), 'pdf'],
    ['a PDF with compressed objects', () => pdfWithObjects('1 0 << /Type /Catalog >>'), 'pdf'],
    ['a Word file', () => docx(), 'docx'],
    ['a workbook', () => xlsx(), 'xlsx'],
    ['a picture (PNG)', png, 'png'],
    ['a picture (JPEG)', jpeg, 'jpeg'],
    ['an older Word file', () => buildOle(['WordDocument', '1Table']), 'doc'],
    ['an older workbook', () => buildOle(['Workbook']), 'xls'],
    ['a link to a page', () => wordWith([relation('hyperlink', 'https://example.org/')]), 'docx'],
    ['the path of a template', () => wordWith([relation('attachedTemplate', 'file:///C:\\Normal.dotm')]), 'docx'],
  ])('%s', async (_, make, format) => {
    expect(await judge(await make())).toBe(format);
  });

  test.skipIf(!libreOffice).each([
    ['pdf', 'pdf'],
    ['doc', 'doc'],
    ['docx', 'docx'],
  ])(
    'a file that LibreOffice writes as %s',
    async (extension, format) => {
      const folder = mkdtempSync(join(tmpdir(), 'guiji-papers-'));
      try {
        writeFileSync(join(folder, 'paper.docx'), await docx());
        const out = join(folder, 'out');
        const profile = `-env:UserInstallation=file://${folder}/profile`;
        const order = [profile, '--headless', '--convert-to', extension, '--outdir', out, join(folder, 'paper.docx')];
        spawnSync(office, order, { timeout: 100_000 });
        expect(await judge(readFileSync(join(out, `paper.${extension}`)))).toBe(format);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});

/** Each of these took hours where a search began anew at every repetition. */
describe('20 MB of one thing again and again is judged once', () => {
  const repeated = (piece: string, bytes = 20_000_000) => piece.repeat(Math.floor(bytes / piece.length));
  const pdfOf = (content: string) => Buffer.from(`%PDF-1.7\n${content}\n%%EOF\n`, 'latin1');
  const emptyStream = deflateSync('').toString('latin1');
  test.each<[string, () => Uint8Array, string]>([
    ['streams without an object', () => pdfOf(repeated('stream\n')), 'pdf'],
    [
      'object streams without an end',
      () => pdfOf(repeated(`/ObjStm/FlateDecode stream\n${emptyStream}`)),
      'paper-damaged',
    ],
    [
      'relationships without an end',
      () => wordWith([{ name: 'a.rels', content: repeated('<Relationship ', 4_000_000) }]),
      'docx',
    ],
  ])('%s', async (_, make, expected) => {
    expect(await judge(make())).toBe(expected);
  });
});

describe('what is not taken', () => {
  test.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['nothing', () => Buffer.alloc(0), 'paper-empty'],
    ['a text', () => text('第一条'), 'paper-format-not-accepted'],
    ['a page', () => text('<html><script>alert(1)</script></html>'), 'paper-format-not-accepted'],
    ['a drawing with a script', () => text('<svg onload="alert(1)"/>'), 'paper-format-not-accepted'],
    ['a program', () => Buffer.concat([text('MZ'), Buffer.alloc(100)]), 'paper-format-not-accepted'],
    ['a zip of files', () => buildZip([{ name: 'a.txt', content: 'a' }]), 'paper-format-not-accepted'],
    ['a presentation', () => wordWith([], 'presentationml.presentation.main+xml'), 'paper-format-not-accepted'],
    ['an older presentation', () => buildOle(['PowerPoint Document']), 'paper-format-not-accepted'],
    ['a page before a PDF', () => text('<html>%PDF-1.7'), 'paper-format-not-accepted'],
    ['a PDF that is cut off', async () => (await pdf()).subarray(0, 700), 'paper-damaged'],
    ['a PDF with broken objects', () => damagedObjects(), 'paper-damaged'],
    ['a Word file that is cut off', async () => (await docx()).subarray(0, 2000), 'paper-damaged'],
    ['a wrong checksum', () => wordWith([{ name: 'word/_rels/a.rels', content: 'a', crc: 1 }]), 'paper-damaged'],
    ['a part twice', () => wordWith([{ name: 'WORD/document.xml', content: '' }]), 'paper-damaged'],
    ['a picture that is cut off', () => png().subarray(0, 60), 'paper-damaged'],
    ['a picture with a page behind it', () => Buffer.concat([png(), text('<html>')]), 'paper-damaged'],
    ['a picture with a changed byte', () => png().fill(9, 45, 46), 'paper-damaged'],
    ['a picture (JPEG) without an end', () => jpeg().subarray(0, 300), 'paper-damaged'],
    ['a Word file with a password', () => buildOle(['EncryptedPackage', 'EncryptionInfo']), 'paper-encrypted'],
    ['a PDF with a password', () => pdf(undefined, { userPassword: 'secret' }), 'paper-encrypted'],
    ['an encrypted part', () => wordWith([{ name: 'word/a.xml', content: 'a', flags: 1 }]), 'paper-encrypted'],
    ['a Word file with a macro', () => wordWith([{ name: 'word/vbaProject.bin', content: 'x' }]), 'paper-with-macros'],
    [
      'one that says so',
      () => wordWith([], 'application/vnd.ms-word.document.macroEnabled.main+xml'),
      'paper-with-macros',
    ],
    ['Excel 4 macros', () => wordWith([{ name: 'xl/macrosheets/sheet1.xml', content: '' }]), 'paper-with-macros'],
    ['an older Word file with a macro', () => buildOle(['WordDocument', 'Macros']), 'paper-with-macros'],
    ['an older workbook with a macro', () => buildOle(['Workbook', '_VBA_PROJECT_CUR']), 'paper-with-macros'],
    ['a PDF with a script', () => pdfWithObjects('1 0 << /S /JavaScript /JS (app.alert(1)) >>'), 'paper-with-macros'],
    ['a script spelled otherwise', () => pdfWithObjects('1 0 << /S /J#61vaScr#69pt >>'), 'paper-with-macros'],
    ['a PDF that starts a program', () => pdfWithObjects('1 0 << /S /Launch /F (a.exe) >>'), 'paper-with-programs'],
    ['a PDF with an attachment', () => pdf((one) => one.file(text('MZ'), { name: 'a.exe' })), 'paper-with-programs'],
    [
      'an embedded object',
      () => wordWith([{ name: 'word/embeddings/oleObject1.bin', content: 'x' }]),
      'paper-with-programs',
    ],
    ['a control', () => wordWith([{ name: 'word/activeX/activeX1.xml', content: '' }]), 'paper-with-programs'],
    ['an older file with an object', () => buildOle(['WordDocument', 'ObjectPool']), 'paper-with-programs'],
    [
      'a template from a server',
      () => wordWith([relation('attachedTemplate', 'https://x/a.dotm')]),
      'paper-with-programs',
    ],
    ['an object from a server', () => wordWith([relation('oleObject', 'file://server/a.xlsx')]), 'paper-with-programs'],
  ])('%s', async (_, make, fault) => {
    expect(await judge(await make())).toBe(fault);
  });
});
