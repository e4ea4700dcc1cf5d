import { crc32, deflateSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import PDFDocument from 'pdfkit';
import { writeDocx } from '../../../lib/adapters/papers/write-docx.ts';
import { buildZip, type ZipPart } from '../xlsx/build-zip.ts';

/** A Word file with one row. */
export const docx = async (value = '接口地址'): Promise<Buffer> =>
  Buffer.from(
    await writeDocx({
      title: '接口调用说明',
      reference: '第 1 版',
      rows: [['内容', value]],
      notes: [],
      parties: ['市公安局（盖章）'],
      madeAt: '2020-12-01T00:00:00.000Z',
    }),
  );

/** A workbook with one cell. */
export async function xlsx(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('连接表').addRow(['主机', '10.20.30.40']);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A PDF of one page; `change` may add what pdfkit knows. */
export async function pdf(
  change: (document: InstanceType<typeof PDFDocument>) => void = () => undefined,
  options: ConstructorParameters<typeof PDFDocument>[0] = {},
): Promise<Buffer> {
  const document = new PDFDocument(options);
  const pieces: Uint8Array[] = [];
  document.on('data', (piece: Uint8Array) => pieces.push(piece));
  const ended = new Promise((resolve) => {
    document.on('end', resolve);
  });
  document.text('minutes of a meeting');
  change(document);
  document.end();
  await ended;
  return Buffer.concat(pieces);
}

/** A PDF whose catalogue stands in a compressed object stream (ISO 32000-1 §7.5.7). */
export function pdfWithObjects(objects: string): Buffer {
  const packed = deflateSync(Buffer.from(objects, 'latin1'));
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
      'latin1',
    ),
    packed,
    Buffer.from('\nendstream\nendobj\nstartxref\n0\n%%EOF\n', 'latin1'),
  ]);
}

/** A picture of one grey point. */
export function png(): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** The parts of a Word file, with others beside; `type` is that of the main part. */
export function wordWith(others: readonly ZipPart[] = [], type = wordType): Buffer {
  return buildZip([
    {
      name: '[Content_Types].xml',
      content: `<Types><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    },
    { name: 'word/document.xml', content: '<w:document/>' },
    ...others,
  ]);
}

/** One relationship of a Word file's text. */
export const relation = (kind: string, target: string): ZipPart => ({
  name: 'word/_rels/document.xml.rels',
  content: `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}" TargetMode="External"/></Relationships>`,
});
