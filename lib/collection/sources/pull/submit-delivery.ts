import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { PageReading } from '../../../../schemas/collection/sources/pull-manifest.ts';
import type { SourceRecord, Run } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { describeTable } from '../../front-end/describe-table.ts';
import type { Clock, DeliveryRepository } from '../../ports.ts';
import type { PullStore, SourceMessages, SourceSettings } from '../ports.ts';
import { manifestKey } from './pull-keys.ts';

export type SubmitDeliveryPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly pulls: PullStore;
  readonly messages: SourceMessages;
  readonly sourceSettings: SourceSettings;
};

/** What a source is called where its rows are: its table, or its interface. */
export function originName(
  { dataset, declaration }: Pick<SourceRecord, 'dataset' | 'declaration'>,
  { version, content }: DatasetVersion,
): string {
  if (declaration.channel === 'interface') return declaration.name;
  const table = describeTable(dataset, version, content);
  return `${declaration.schema ?? table.schema}.${declaration.table ?? table.table}`;
}

/** How the pages of this source are read. */
export function buildPageReading(
  source: Pick<SourceRecord, 'dataset' | 'declaration'>,
  version: DatasetVersion,
  fields: readonly string[] = version.content.fields.map(({ key }) => key),
): PageReading {
  const { declaration } = source;
  return declaration.channel === 'interface'
    ? {
        kind: 'answers',
        declaration: {
          answer: declaration.answer,
          fields: declaration.fields,
          ...definedOnly({ deletion: declaration.deletion }),
        },
      }
    : { kind: 'rows', table: originName(source, version), fields: [...fields] };
}

/** Lists the pages of a run that has come to its end. Written again, it is the same. */
export async function writePullManifest(
  source: SourceRecord,
  run: Run,
  version: DatasetVersion,
  ports: Pick<SubmitDeliveryPorts, 'pulls'>,
): Promise<void> {
  const pages = [];
  for (const segment of run.segments) pages.push(...(await ports.pulls.readSegment(segment)));
  await ports.pulls.writeManifest(manifestKey(run.id), {
    delivery: run.id,
    dataset: source.dataset,
    origin: originName(source, version),
    reading: buildPageReading(source, version, run.fields),
    pages,
    rowsOnce: requiresUniqueRows(source, run),
    corrections: {},
  });
}

/** With page numbers and offsets, rows slip from one page to another when something changes meanwhile; and of everything there is, each comes once. */
function requiresUniqueRows({ declaration }: SourceRecord, { mode }: Run): boolean {
  return (
    declaration.channel === 'interface' &&
    (mode === 'full' || declaration.paging.kind === 'page' || declaration.paging.kind === 'offset')
  );
}

/** Makes the delivery that the source already says it has handed over, unless it is there. */
export async function submitDelivery(
  source: SourceRecord,
  run: Run,
  version: DatasetVersion,
  ports: SubmitDeliveryPorts,
): Promise<void> {
  if ((await ports.deliveries.read(run.id)) === null) {
    await ports.deliveries.create(
      buildPulledDelivery(
        source,
        version,
        {
          id: run.id,
          mode: run.mode,
          bytes: run.bytes,
          by: run.by,
          ...(run.purpose === 'reconcile' ? { purpose: 'reconcile' as const } : {}),
        },
        ports,
      ),
    );
  }
  await ports.messages.ingest({ id: run.id, channel: source.channel });
}

export function buildPulledDelivery(
  source: SourceRecord,
  version: DatasetVersion,
  pull: {
    readonly id: string;
    readonly mode: DeliveryRecord['mode'];
    readonly bytes: number;
    readonly by: string;
    readonly purpose?: 'reconcile' | 'replay';
  },
  ports: Pick<SubmitDeliveryPorts, 'now' | 'sourceSettings'>,
): DeliveryRecord {
  const now = ports.now();
  return {
    id: pull.id,
    dataset: source.dataset,
    department: source.department,
    channel: source.channel,
    mode: pull.mode,
    status: 'received',
    fileName: originName(source, version).slice(0, 200),
    size: Math.max(1, pull.bytes),
    createdBy: pull.by,
    createdAt: now,
    receivedAt: now,
    decisions: [],
    laterUploads: 0,
    annotated: 'none',
    rawKey: manifestKey(pull.id),
    attempts: 0,
    loadedParts: [],
    retryAt: secondsAfter(now, ports.sourceSettings.leaseSeconds),
    ...definedOnly({ purpose: pull.purpose }),
  };
}
