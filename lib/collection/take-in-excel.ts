import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { deliveryReasons } from '../../schemas/collection/delivery-reasons.ts';
import { emptyLedger } from '../../schemas/collection/delivery.ts';
import type { Ledger } from '../../schemas/collection/delivery.ts';
import type { Finding } from '../../schemas/collection/finding.ts';
import type { Staged } from '../../schemas/collection/kept-delivery.ts';
import type { Holding } from '../../schemas/records/holding.ts';
import { Failure } from '../kernel/failure.ts';
import { dayInShanghai, secondsAfter } from '../kernel/instant.ts';
import type { CataloguePorts, Clock, CollectionSettings, DeliveryBook, DeliveryChanges, HoldingBook, KeyedHash, LinkBook, Messages, RawWorkbook, RowComparison, Stage, WorkbookRefusal } from './ports.ts';
import { concludePublished } from './settle-delivery.ts';
import { checkWorkbook } from './take-in/check-workbook.ts';
import { obstacleTo } from './take-in/obstacle-to.ts';
import { findingsKey, indexKey, partKey } from './take-in/staged-keys.ts';
import { beginTurn, endTurn, keepTurn } from './turn.ts';
import type { Turn } from './turn.ts';
import { wakeNext } from './wake-next.ts';

export type TakeInPorts = Clock &
  CataloguePorts & {
    readonly deliveries: DeliveryBook;
    readonly holdings: HoldingBook;
    readonly links: LinkBook;
    readonly messages: Messages;
    readonly stage: Stage;
    readonly openRaw: (key: string, version: string | undefined) => Promise<RawWorkbook>;
    /** What is held, to be compared with; each call gives a fresh comparison. */
    readonly openIndex: (holding: Holding) => Promise<RowComparison>;
    readonly hash: KeyedHash;
    readonly settings: CollectionSettings;
  };

/**
 * Takes a workbook in: stream rows → check → compare with the index → stage what changed. Nothing is visible when it ends;
 * `settleDelivery` publishes. A worker that dies leaves a lease that runs out; the next one does it all again under a higher fence.
 */
export async function takeInExcel(message: { readonly delivery: string }, ports: TakeInPorts): Promise<void> {
  const turn = await beginTurn(message.delivery, ports);
  if (turn === null) return;
  const versions = await ports.publishedVersions(turn.delivery.dataset);
  const newest = versions.at(-1);
  if (newest === undefined) return await giveBack(turn, { reason: deliveryReasons['dataset-not-published'] }, ports);

  const raw = await ports.openRaw(turn.delivery.rawKey, turn.delivery.rawVersion);
  if ('refused' in raw) return await giveBackRefused(turn, raw, { rawHash: raw.hash, version: newest.version }, ports);
  try {
    await takeInRows(turn, versions, newest, raw, ports);
  } catch (error) {
    const refusal = raw.refusalOf(error);
    if (refusal === null) throw error;
    await giveBackRefused(turn, refusal, { rawHash: raw.hash, version: newest.version }, ports);
  } finally {
    await raw.dispose();
  }
}

async function giveBackRefused(turn: Turn, { refused, detail }: WorkbookRefusal, known: DeliveryChanges, ports: TakeInPorts): Promise<void> {
  const staged = await stageFindings(turn, [{ code: refused, severity: 'error', detail }], {}, ports);
  await giveBack(turn, { ...known, reason: { code: refused, detail }, staged, ledger: { ...emptyLedger, errors: 1 } }, ports);
}

async function takeInRows(turn: Turn, versions: readonly DatasetVersion[], newest: DatasetVersion, raw: Exclude<RawWorkbook, WorkbookRefusal>, ports: TakeInPorts): Promise<void> {
  const { delivery, holding, prefix } = turn;
  const known = { rawHash: raw.hash, version: newest.version };
  const checked = await checkWorkbook({
    workbook: raw.workbook,
    dataset: delivery.dataset,
    versions,
    codeLists: ports.codeLists,
    today: dayInShanghai(ports.now()),
    mode: delivery.mode,
    nameOf: async (dataset) => (await ports.publishedVersions(dataset)).at(-1)?.content.metadata.name ?? dataset,
    openIndex: () => ports.openIndex(holding),
    hash: ports.hash,
    partRows: ports.settings.partRows,
    writePart: (part, lines) => ports.stage.writeLines(partKey(prefix, part), lines),
    writeFindings: (chunk, lines) => ports.stage.writeLines(findingsKey(prefix, chunk), lines),
    stillMine: keepTurn(turn, ports),
  });
  if ('refused' in checked) {
    const staged = await stageFindings(turn, checked.findings, checked.place, ports);
    const ledger = countsOf(checked.findings);
    return await giveBack(turn, { ...known, reason: deliveryReasons[checked.refused], ledger, staged, ...markUpWhen(checked.place.sheet !== undefined, ports) }, ports);
  }

  const { index, comparison } = checked;
  const { ledger } = comparison;
  const changes = ledger.new + ledger.changed + ledger.removed;
  const seq = holding.loading?.seq ?? holding.lastSeq + 1;
  const staged: Staged = { ...checked.staged, prefix, records: index.held + ledger.new - ledger.removed };
  const done = { ...known, ledger, staged };
  const obstacle = obstacleTo(delivery, newest, index.held, ledger, ports.settings.shrinkLimit);
  if (obstacle !== null) return await giveBack(turn, { ...done, ...obstacle, ...markUpWhen(staged.findings > 0, ports) }, ports);
  if (changes === 0) return await concludeUnchanged(turn, done, ports);

  const indexAt = indexKey(delivery.dataset, delivery.id, holding.fence);
  await ports.stage.writeIndex(indexAt, index.next(seq, comparison.dropUnseen));
  if (!(await ports.holdings.beginLoading(delivery.dataset, delivery.id, holding.fence, seq))) throw new Failure('turn-lost', { delivery: delivery.id });
  const order: DeliveryChanges = { ...done, staged: { ...staged, index: indexAt }, status: 'loading', seq, loadedParts: [], attempts: 0, wakeAt: secondsAfter(ports.now(), ports.settings.leaseSeconds) };
  // Refused may mean that the answer to a first try was lost: then the delivery is loading under this fence. If it is not, nobody will fill its place.
  const now = (await ports.deliveries.change(delivery.id, ['taking-in'], order, holding.fence)) ?? (await ports.deliveries.read(delivery.id));
  if (now?.status !== 'loading' || now.fence !== holding.fence) return await endTurn({ ...turn, holding: { ...holding, loading: { delivery: delivery.id, seq } } }, ports);
  await ports.messages.loadParts(delivery.id, Array.from({ length: staged.parts }, (_, i) => i + 1));
}

/**
 * Ends the turn without loading: `returned` unless the changes say otherwise. What is published stays as it is. The turn ends first:
 * a worker that dies in between leaves a delivery that is taken in again, not a place that nobody fills.
 */
async function giveBack(turn: Turn, changes: DeliveryChanges, ports: TakeInPorts): Promise<void> {
  const { delivery, holding } = turn;
  await endTurn(turn, ports);
  const given = await ports.deliveries.change(delivery.id, ['taking-in'], { status: 'returned', finishedAt: ports.now(), attempts: 0, wakeAt: null, ...changes }, holding.fence);
  if (given?.markedUp === 'pending') await ports.messages.markUp(delivery.id);
  await wakeNext(delivery.dataset, ports);
}

/** Nothing new: no record is written and the pointer stays; the receipt says that all is as it was. */
async function concludeUnchanged(turn: Turn, done: DeliveryChanges, ports: TakeInPorts): Promise<void> {
  const { delivery, holding } = turn;
  const kept = await ports.deliveries.change(delivery.id, ['taking-in'], done, holding.fence);
  await endTurn(turn, ports);
  if (kept !== null) await concludePublished(kept, 'taking-in', ports);
}

async function stageFindings(turn: Turn, findings: readonly Finding[], place: { readonly sheet?: string; readonly headerRow?: number; readonly columns?: readonly number[] }, ports: TakeInPorts): Promise<Staged> {
  if (findings.length > 0) await ports.stage.writeLines(findingsKey(turn.prefix, 1), findings.map((finding) => `${JSON.stringify(finding)}\n`).join(''));
  return {
    prefix: turn.prefix,
    parts: 0,
    findingChunks: findings.length > 0 ? 1 : 0,
    findings: findings.length,
    truncated: false,
    faultyRows: 0,
    records: turn.holding.records,
    headerRow: place.headerRow ?? 0,
    columns: [...(place.columns ?? [])],
    absentFields: [],
    ...(place.sheet === undefined ? {} : { sheet: place.sheet }),
  };
}

function countsOf(findings: readonly Finding[]): Ledger {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { ...emptyLedger, errors, warnings: findings.length - errors };
}

function markUpWhen(wanted: boolean, ports: TakeInPorts): DeliveryChanges {
  return wanted ? { markedUp: 'pending', wakeAt: secondsAfter(ports.now(), ports.settings.leaseSeconds) } : {};
}
