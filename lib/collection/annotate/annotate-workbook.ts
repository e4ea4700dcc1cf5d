import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord, Staged } from '../../../schemas/collection/delivery-record.ts';
import { emptyRowCounts } from '../../../schemas/collection/delivery.ts';
import type { OmittedContent } from '../../../schemas/collection/omitted-content.ts';
import { Failure } from '../../kernel/failure.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import type { Workbook } from '../../kernel/sheet.ts';
import { countAttempt, noAttempts } from '../deliveries/attempts.ts';
import type {
  CataloguePorts,
  Clock,
  CollectionSettings,
  DeliveryRepository,
  RawWorkbook,
  StagingStore,
} from '../ports.ts';
import { annotatedKey } from '../staging.ts';
import { buildTemplate } from '../template/build-template.ts';
import { buildAnnotationOrders, type FailedRowsOrder, type AnnotationOrder } from './annotation-orders.ts';
import type { AnnotationFacts } from './annotation-text.ts';

export type AnnotateWorkbookPorts = Clock &
  CataloguePorts & {
    readonly deliveries: DeliveryRepository;
    readonly stagingStore: Pick<StagingStore, 'readLines'>;
    readonly openRaw: (key: string, version: string | undefined) => Promise<RawWorkbook>;
    readonly departmentName: (id: string) => Promise<string>;
    /** Returns what the workbook leaves out. */
    readonly writeAnnotated: (key: string, order: AnnotationOrder) => Promise<readonly OmittedContent[]>;
    readonly writeFailedRows: (key: string, order: FailedRowsOrder) => Promise<void>;
    readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
  };

/** Writes both annotated workbooks. Throws `raw-workbook-changed` or `nothing-to-annotate`. */
export async function annotateWorkbook(
  message: { readonly delivery: string },
  ports: AnnotateWorkbookPorts,
): Promise<void> {
  const delivery = await ports.deliveries.read(message.delivery);
  if (delivery === null || delivery.annotated !== 'pending') return;
  await countAttempt(delivery, ports, (keepAlive) => writeWorkbooks(delivery, ports, keepAlive));
}

async function writeWorkbooks(
  delivery: DeliveryRecord,
  ports: AnnotateWorkbookPorts,
  keepAlive: () => Promise<void>,
): Promise<void> {
  const { staged } = delivery;
  const version = (await ports.publishedVersions(delivery.dataset)).find(
    (published) => published.version === delivery.version,
  );
  const raw = await ports.openRaw(delivery.rawKey, delivery.rawVersion);
  if (raw.kind === 'refusal') throw new Failure('raw-workbook-changed', { delivery: delivery.id });
  let omitted: readonly OmittedContent[] = [];
  try {
    if (staged?.sheet === undefined || version === undefined)
      throw new Failure('nothing-to-annotate', { delivery: delivery.id });
    const { sheet } = staged;
    const codeLists = await ports.codeLists(version.content.fields.flatMap(({ codeList }) => codeList ?? []));
    const spec = buildTemplate(version, codeLists, { department: await ports.departmentName(delivery.department) });
    const facts = toAnnotationFacts(delivery, staged, sheet, version);
    const workbook = keptAlive(raw.workbook, keepAlive);
    const orders = buildAnnotationOrders({
      staged,
      content: version.content,
      spec,
      facts,
      workbook,
      stagingStore: ports.stagingStore,
    });
    omitted = await ports.writeAnnotated(annotatedKey(delivery.id, 'all'), orders.all);
    await ports.writeFailedRows(annotatedKey(delivery.id, 'failed'), orders.failed);
  } finally {
    await raw.dispose();
  }
  await ports.deliveries.change(
    delivery.id,
    [delivery.status],
    { annotated: 'ready', omitted: omitted.length === 0 ? null : [...omitted], ...noAttempts, retryAt: null },
    delivery.fencingToken,
  );
}

function keptAlive(workbook: Workbook, keepAlive: () => Promise<void>): Workbook {
  const { source } = workbook;
  return {
    ...workbook,
    rows: (sheet) => eachKeptAlive(workbook.rows(sheet), keepAlive),
    source: { ...source, stream: (start, length) => eachKeptAlive(source.stream(start, length), keepAlive) },
  };
}

async function* eachKeptAlive<T>(values: AsyncIterable<T>, keepAlive: () => Promise<void>): AsyncGenerator<T> {
  for await (const value of values) {
    await keepAlive();
    yield value;
  }
}

function toAnnotationFacts(
  delivery: DeliveryRecord,
  staged: Staged,
  sheetName: string,
  { content, version }: DatasetVersion,
): AnnotationFacts {
  const { read, rejected, errors, warnings } = delivery.rowCounts ?? emptyRowCounts;
  const checkedAt = minuteInShanghai(delivery.finishedAt ?? delivery.createdAt);
  return {
    fileName: delivery.fileName,
    datasetName: content.metadata.name,
    version,
    checkedAt,
    sheetName,
    otherSheets: (staged.otherSheets ?? []).map(({ sheet }) => sheet),
    rowsRead: read,
    rowsRejected: rejected,
    errors,
    warnings,
    faultyRows: staged.faultyRows,
  };
}
