import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { deliveryReasons } from '../../schemas/collection/delivery-reasons.ts';
import { emptyLedger } from '../../schemas/collection/delivery.ts';
import type { Ledger } from '../../schemas/collection/delivery.ts';
import type { Finding } from '../../schemas/collection/finding.ts';
import type { KeptDelivery, Staged } from '../../schemas/collection/kept-delivery.ts';
import type { Holding } from '../../schemas/records/holding.ts';
import { Failure } from '../kernel/failure.ts';
import { voidedWith } from '../kernel/visibility.ts';
import { fillPhrase } from '../kernel/fill-phrase.ts';
import { dayInShanghai, secondsAfter } from '../kernel/instant.ts';
import type { CataloguePorts, Clock, CollectionSettings, DeliveryBook, DeliveryChanges, HoldingBook, KeyedHash, LinkBook, Messages, RawWorkbook, RowComparison, Stage, WorkbookRefusal } from './ports.ts';
import { concludePublished } from './settle-delivery.ts';
import { checkWorkbook } from './take-in/check-workbook.ts';
import type { Comparison } from './take-in/compare-rows.ts';
import { findingsKey, indexKey, partKey, stagedPrefix } from './take-in/staged-keys.ts';
import { isTooGreatALoss } from './take-in/too-great-a-loss.ts';
import { waitingBefore } from './waiting-before.ts';
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

/** A worker's turn at a delivery: nobody else takes in this dataset while it lasts. */
type Turn = { readonly delivery: KeptDelivery; readonly holding: Holding; readonly prefix: string };

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

async function beginTurn(id: string, ports: TakeInPorts): Promise<Turn | null> {
  const now = ports.now();
  const until = secondsAfter(now, ports.settings.leaseSeconds);
  const waiting = await ports.deliveries.read(id);
  if (waiting === null || (waiting.status !== 'received' && waiting.status !== 'taking-in') || waiting.attempts >= ports.settings.attempts) return null;
  const first = await waitingBefore(waiting, ports);
  if (first !== null) {
    await ports.messages.takeIn(first.id);
    return null;
  }
  const holding = await ports.holdings.beginWork(waiting.dataset, id, now, until);
  if (holding === null) return null;
  const delivery = await ports.deliveries.change(id, ['received', 'taking-in'], { status: 'taking-in', attempts: waiting.attempts + 1, fence: holding.fence, wakeAt: until });
  if (delivery === null) {
    await ports.holdings.endWork(waiting.dataset, id, holding.fence);
    return null;
  }
  return { delivery, holding, prefix: stagedPrefix(id, holding.fence) };
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
  const obstacle = obstacleTo(delivery, newest, index.held, comparison, ports.settings);
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

/** Why a delivery that was read does not go on to be loaded: `returned` for the officer to mend, `held` for a person to decide. */
function obstacleTo(delivery: KeptDelivery, version: DatasetVersion, held: number, { ledger }: Comparison, settings: CollectionSettings) {
  const { rejected, read, removed } = ledger;
  if (read === 0) return { reason: deliveryReasons['no-rows'] };
  if (rejected === read) return { reason: reasonWith('all-rows-rejected', { rejected }) };
  if (rejected > 0 && version.content.onRejectedRows === 'return-whole') return { reason: reasonWith('rows-rejected', { rejected }) };
  const confirmed = delivery.shrinkConfirmedBy === undefined ? 0 : (delivery.ledger?.removed ?? 0);
  if (removed <= confirmed || !isTooGreatALoss(removed, held, settings.shrinkLimit)) return null;
  const share = Math.round((removed / held) * 100);
  return { status: 'held', reason: reasonWith('would-shrink', { removed, held, share, limit: Math.round(settings.shrinkLimit * 100) }) } as const;
}

function reasonWith(code: keyof typeof deliveryReasons, facts: Readonly<Record<string, number>>) {
  return { code, detail: fillPhrase(deliveryReasons[code].detail, facts) };
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

/**
 * Gives the turn back. A worker before this one may have died between reserving the place and ordering the loading: then nothing was
 * loaded, and the place is voided; else the dataset would wait for this delivery for ever.
 */
async function endTurn({ delivery, holding }: Turn, ports: TakeInPorts): Promise<void> {
  if (holding.loading === undefined) return await ports.holdings.endWork(delivery.dataset, delivery.id, holding.fence);
  const { seq } = holding.loading;
  await ports.holdings.abandonLoading(delivery.dataset, delivery.id, voidedWith(holding.voided, { from: seq, to: seq }), holding.fence);
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

/** Renews the lease when a third of it has gone by; throws when the turn was lost. */
function keepTurn({ delivery, holding }: Turn, ports: TakeInPorts): () => Promise<void> {
  const third = ports.settings.leaseSeconds / 3;
  let renewAt = secondsAfter(ports.now(), third);
  return async () => {
    const now = ports.now();
    if (now < renewAt) return;
    renewAt = secondsAfter(now, third);
    const until = secondsAfter(now, ports.settings.leaseSeconds);
    const mine = await ports.holdings.keepWorking(delivery.dataset, delivery.id, holding.fence, until);
    if (!mine || (await ports.deliveries.change(delivery.id, ['taking-in'], { wakeAt: until }, holding.fence)) === null) throw new Failure('turn-lost', { delivery: delivery.id });
  };
}
