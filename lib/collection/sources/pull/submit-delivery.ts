import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import { deliveryReasons } from '../../../../schemas/collection/delivery-reasons.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { PageReading } from '../../../../schemas/collection/sources/pull-manifest.ts';
import {
  type AwaitingDeliveryRun,
  type SourceRecord,
  type Run,
  type SubmittingRun,
  enterPhase,
} from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { cutText } from '../../../kernel/text/cut-text.ts';
import { describeTable } from '../../front-end/describe-table.ts';
import type { Clock } from '../../ports.ts';
import type { PullStore, SourceSettings } from '../ports.ts';
import type { PullContext, StepResult } from './pull-context.ts';
import { manifestKey } from './stored-pages.ts';

/** Answers `schema.table` of a database, or the declared name of an interface. */
export function originName(
  { dataset, declaration }: Pick<SourceRecord, 'dataset' | 'declaration'>,
  { version, content }: DatasetVersion,
): string {
  if (declaration.channel === 'interface') return declaration.name;
  const table = describeTable(dataset, version, content);
  return `${declaration.schema ?? table.schema}.${declaration.table ?? table.table}`;
}

/** Stored in the manifest, since the declaration may change. */
export function buildPageReading(
  source: Pick<SourceRecord, 'dataset' | 'declaration'>,
  version: DatasetVersion,
  fields: readonly string[] = version.content.fields.map(({ key }) => key),
): PageReading {
  const { declaration } = source;
  if (declaration.channel === 'database')
    return { kind: 'rows', table: originName(source, version), fields: [...fields] };
  const { answer, fields: mappings, deletion } = declaration;
  return { kind: 'answers', declaration: { answer, fields: mappings, ...definedOnly({ deletion }) } };
}

/** Lists all pages of a run. Idempotent. */
export async function writePullManifest(
  source: SourceRecord,
  run: Run,
  { version, ports }: { readonly version: DatasetVersion; readonly ports: { readonly pulls: PullStore } },
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
    ...(isFeed(source) ? { events: true } : {}),
    corrections: {},
  });
}

/** A cursor of changes names events; a query by update time names records. */
function isFeed({ declaration }: SourceRecord): boolean {
  return declaration.channel === 'interface' && declaration.increment.kind === 'cursor';
}

/** A row on two pages reveals that data changed in between. A source that still repeats rows a run later keeps them. */
function requiresUniqueRows({ declaration, health }: SourceRecord, { mode }: Run): boolean {
  if (health.streak < 0 && health.lastFailure?.code === deliveryReasons['rows-repeated'].code) return false;
  return (
    declaration.channel === 'interface' &&
    (mode === 'full' || declaration.paging.kind === 'page' || declaration.paging.kind === 'offset')
  );
}

/** Handles phase `submitting`. Idempotent. */
export async function submitRun(
  source: SourceRecord,
  run: SubmittingRun,
  { version, lease, ports }: PullContext,
): Promise<StepResult> {
  if ((await ports.deliveries.read(run.id)) === null) {
    const { id, mode, bytes, by } = run;
    const purpose = run.purpose === 'reconcile' ? run.purpose : undefined;
    const pull = { id, mode, bytes, by, ...definedOnly({ purpose }) };
    await ports.deliveries.create(buildPulledDelivery(source, version, pull, ports));
  }
  await ports.messages.ingest({ id: run.id, channel: source.channel });
  return { source: await lease.change(enterPhase(run, 'awaiting-delivery')) };
}

/** Seconds. Polls in case the delivery's event is lost. */
const [recheckSeconds, decisionRecheckSeconds] = [60, 300];

/** Handles phase `awaiting-delivery`. */
export async function checkDelivery(
  source: SourceRecord,
  run: AwaitingDeliveryRun,
  { lease, ports }: PullContext,
): Promise<StepResult> {
  const delivery = await ports.deliveries.read(run.id);
  const now = ports.now();
  if (delivery === null) return { source: await lease.change(enterPhase(run, 'submitting')) };
  const { status } = delivery;
  if (status === 'published' || status === 'returned' || status === 'discarded')
    return { source: await lease.change(enterPhase(run, 'finishing')) };
  if (status !== 'awaiting-approval' && status !== 'failed') return { sleepUntil: secondsAfter(now, recheckSeconds) };
  const { waitingFor } = source.health;
  if (waitingFor?.delivery !== run.id || waitingFor.status !== status)
    await lease.changeIfUnchanged(source, { health: { ...source.health, waitingFor: { delivery: run.id, status } } });
  return { sleepUntil: secondsAfter(now, decisionRecheckSeconds) };
}

type Pull = {
  readonly id: string;
  readonly mode: DeliveryRecord['mode'];
  readonly bytes: number;
  readonly by: string;
  readonly purpose?: 'reconcile' | 'replay';
};

/** Builds a received delivery, for a run or for a replay. */
export function buildPulledDelivery(
  source: SourceRecord,
  version: DatasetVersion,
  pull: Pull,
  ports: Clock & { readonly sourceSettings: SourceSettings },
): DeliveryRecord {
  const now = ports.now();
  return {
    id: pull.id,
    dataset: source.dataset,
    department: source.department,
    channel: source.channel,
    mode: pull.mode,
    status: 'received',
    fileName: cutText(originName(source, version), 200),
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
