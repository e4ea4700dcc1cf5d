import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { FileSnapshot, GrantFile } from '../../../schemas/sharing/grant-file.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import { ownValue } from '../../kernel/own-value.ts';
import { csvText, type FileRow, ndjsonText } from './file-text.ts';
import type { FileSheet, FileStore, WrittenFile } from './ports.ts';

type FileOrder = {
  readonly grant: Grant;
  readonly file: Pick<GrantFile, 'format' | 'caseNumber' | 'matter' | 'requestedAt'>;
  readonly snapshot: Pick<FileSnapshot, 'publication'>;
  readonly version: DatasetVersion;
  /** The key to write to. */
  readonly object: string;
  readonly rows: AsyncIterable<FileRow>;
};

/** Of the column with the record's token. */
const recordLabel = '记录标识';
/** Of the last column; labels, as in the header. */
const disputedLabel = '有异议的信息项';
const mediaTypes = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const;

/** Writes the rows in the file's format; tables have the labels of the catalogue as their header. */
export async function writeGrantFile(
  order: FileOrder,
  { writeText, writeWorkbook }: FileStore,
): Promise<WrittenFile | 'too-large'> {
  const { grant, file, version, object, rows } = order;
  const { format } = file;
  if (format === 'ndjson') return await writeText(object, mediaTypes.ndjson, ndjsonText(rows));
  const fields = [...new Set(grant.fields.map(({ field }) => field))];
  const labels = new Map(version.content.fields.map(({ key, label }) => [key, label]));
  const labelOf = (field: string) => labels.get(field) ?? field;
  const header = [recordLabel, ...fields.map(labelOf), disputedLabel];
  const cells = toCells({ fields, rows, labelOf });
  if (format === 'csv') return await writeText(object, mediaTypes.csv, csvText(header, cells));
  return await writeWorkbook(object, { name: '数据', header, about: aboutOf(order) } satisfies FileSheet, cells);
}

type Cells = Pick<FileOrder, 'rows'> & {
  readonly fields: readonly string[];
  readonly labelOf: (field: string) => string;
};

async function* toCells({ fields, rows, labelOf }: Cells): AsyncGenerator<readonly string[]> {
  for await (const { record, values, disputed = [] } of rows)
    yield [record, ...fields.map((field) => ownValue(values, field) ?? ''), disputed.map(labelOf).join('、')];
}

function aboutOf({ grant, file, snapshot, version }: FileOrder): FileSheet['about'] {
  return [
    ['信息资源', version.content.metadata.name],
    ['数据', `截至第 ${snapshot.publication} 次发布`],
    ['授权编号', grant.id],
    ['用途', grant.purpose],
    ['依据', grant.legalBasis],
    ['办理事项', file.matter],
    ['办件编号', file.caseNumber],
    ['申请制作时间', minuteInShanghai(file.requestedAt)],
    ['有异议的信息项', '制作时有部门提出异议、还没有办结的信息项：仍可使用，请留意。'],
    ['使用要求', '只能用于以上用途和事项，不得转给他人；用后请按规定销毁。'],
  ];
}
