import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { listTasksRoute } from '../../../schemas/departments/routes.ts';
import type { TaskKind } from '../../../schemas/departments/task.ts';
import type { RouteInput, RouteOutput } from '../../../schemas/kernel/route.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { findSecondPersonObjection } from '../../kernel/second-person.ts';
import { applicationTask } from './application-task.ts';
import { batchTask } from './batch-task.ts';
import { certificateTask } from './certificate-task.ts';
import { datasetTasks } from './dataset-tasks.ts';
import { returnedDeliveryTask, waitingDeliveryTask } from './delivery-tasks.ts';
import { draftTask, draftTaskKinds } from './draft-tasks.ts';
import { grantTasks } from './grant-tasks.ts';
import { groupTasks, type FoundTask } from './group-tasks.ts';
import { tasksOfRole } from './kinds.ts';
import { objectionTask } from './objection-task.ts';
import { peopleTask } from './people-task.ts';
import type { TaskPorts } from './ports.ts';
import { questionTask } from './question-task.ts';
import { sourceTask } from './source-task.ts';

const readConcurrency = 16;

type Scope = {
  readonly caller: Caller;
  /** The caller's department, or undefined for a caller who sees every department. */
  readonly department: string | undefined;
  readonly listings: readonly DatasetListing[];
  readonly nameOf: (dataset: string) => string;
  readonly ports: TaskPorts;
};

/**
 * Lists what the caller has to do, by the caller's roles; a consumer causes three queries. Reads for a department with d
 * datasets and t certificate types: 3 lists, 2 items, ⌈d/20⌉ batches, d + t + 4 queries. For the whole city: 3 lists,
 * ⌈d/20⌉ batches, 5 queries and the deliveries they find, at most 202. One entry is read for each draft that waits.
 */
export async function listTasks(
  { caller }: Pick<RouteInput<typeof listTasksRoute>, 'caller'>,
  ports: TaskPorts,
): Promise<RouteOutput<typeof listTasksRoute>> {
  const roles = caller.roles.filter((role) => tasksOfRole[role].kinds.length > 0);
  const seesAll = roles.some((role) => tasksOfRole[role].scope === 'all');
  const department = seesAll ? undefined : caller.department;
  const hasDatasets = roles.some((role) => role !== 'consumer');
  const listings = hasDatasets ? await ports.listings(department) : [];
  const names = new Map(listings.map(({ dataset, name }) => [dataset, name]));
  const scope: Scope = { caller, department, listings, nameOf: (dataset) => names.get(dataset) ?? dataset, ports };
  const found = await Promise.all([
    draftTasks(scope),
    tasksOfDatasets(scope),
    tasksOfSources(scope),
    tasksOfDeliveries(scope),
    tasksOfCertificates(scope),
    tasksOfBatches(scope),
    tasksOfPeople(scope),
    tasksOfQuestions(scope),
    tasksOfApplications(scope),
    tasksOfObjections(scope),
    tasksOfGrants(scope),
  ]);
  return { items: groupTasks(found.flat()) };
}

/** Tells whether one of the caller's roles has this task for things of the department. */
export function concerns(caller: Caller, kind: TaskKind, department: string): boolean {
  return caller.roles.some((role) => {
    const { scope, kinds }: { readonly scope: string; readonly kinds: readonly TaskKind[] } = tasksOfRole[role];
    return kinds.includes(kind) && (scope === 'all' || department === caller.department);
  });
}

function concernsAny(caller: Caller, kinds: readonly TaskKind[], department: string): boolean {
  return kinds.some((kind) => concerns(caller, kind, department));
}

async function draftTasks({ caller, listings, ports }: Scope): Promise<FoundTask[]> {
  const waiting = listings.filter(({ open, status, provider }) => {
    // Of a dataset that was never published, the listing itself is the open version.
    const kind = draftTaskKinds[open?.status ?? status];
    return kind !== undefined && concerns(caller, kind, provider);
  });
  const entries = await mapWithConcurrency(readConcurrency, waiting, ({ dataset }) => ports.entry(dataset));
  return entries.flatMap((entry) => {
    const task = entry === null ? null : draftTask(entry);
    // The listing lags behind the entry: whose task it is follows from the entry.
    return entry === null || task === null || !concerns(caller, task.kind, entry.provider) ? [] : [task];
  });
}

const datasetKinds = [
  'datasets-unlinked',
  'links-to-confirm',
  'sheets-to-sign',
  'sheets-to-confirm',
  'papers-missing',
  'updates-overdue',
  'updates-due',
] as const;

async function tasksOfDatasets({ caller, listings, ports }: Scope): Promise<FoundTask[]> {
  const concerned = listings.filter(({ provider }) => concernsAny(caller, datasetKinds, provider));
  if (concerned.length === 0) return [];
  const ids = concerned.map(({ dataset }) => dataset);
  const [links, published, departments, sheets, people] = await Promise.all([
    ports.linksOf(ids),
    ports.lastPublished(ids),
    ports.departments(),
    ports.updateSheets(ids),
    // A sheet is renewed by its own department: tasks of others are left out below.
    ports.people(caller.department),
  ]);
  const ofInterfaces = links.flatMap(({ dataset, channel }) => (channel === 'interface' ? [dataset] : []));
  const archives = ofInterfaces.length === 0 ? undefined : await ports.archives(ofInterfaces);
  const deadlines = new Map(departments.map(({ id, linkDeadline }) => [id, linkDeadline]));
  const today = dayInShanghai(ports.now());
  return concerned.flatMap((listing) => {
    const { dataset, provider } = listing;
    const facts = {
      listing,
      links: links.filter((link) => link.dataset === dataset),
      lastPublished: published.get(dataset),
      linkDeadline: deadlines.get(provider),
      sheets: sheets.get(dataset),
      archive: archives?.get(dataset),
      people,
    };
    return datasetTasks(facts, today).filter(({ kind }) => concerns(caller, kind, provider));
  });
}

async function tasksOfSources({ caller, department, nameOf, ports }: Scope): Promise<FoundTask[]> {
  const kinds = ['sources-failing', 'sources-returned', 'sources-to-confirm'] as const;
  if (!concernsAny(caller, kinds, caller.department)) return [];
  const sources = await ports.sources(department);
  return sources.flatMap((source) => {
    const task = sourceTask(source, nameOf);
    return task === null || !concerns(caller, task.kind, source.department) ? [] : [task];
  });
}

/** Of the city by status, of a department by its datasets. */
async function tasksOfDeliveries(scope: Scope): Promise<FoundTask[]> {
  const { caller, department, listings, nameOf, ports } = scope;
  const own = listings.filter(({ provider }) => concerns(caller, 'deliveries-returned', provider));
  const newest = await mapWithConcurrency(readConcurrency, own, ({ dataset }) => ports.newestDeliveries(dataset));
  const returned = newest.map((deliveries) => returnedDeliveryTask(deliveries, nameOf)).filter((task) => task !== null);
  const waiting = department === undefined ? await deliveriesOfCity(scope) : newest.flat();
  return [...returned, ...(await waitingTasks(waiting, scope))];
}

async function deliveriesOfCity({ caller, department, ports }: Scope): Promise<readonly DeliveryRecord[]> {
  if (!concernsAny(caller, ['deliveries-failed', 'deliveries-to-approve'], department ?? '')) return [];
  return (await Promise.all([ports.deliveriesIn('failed'), ports.deliveriesIn('awaiting-approval')])).flat();
}

/** Failed ones, and those that the caller may approve. */
async function waitingTasks(deliveries: readonly DeliveryRecord[], scope: Scope): Promise<FoundTask[]> {
  const { caller, nameOf, ports } = scope;
  const tasks = await mapWithConcurrency(readConcurrency, deliveries, async (delivery) => {
    const task = waitingDeliveryTask(delivery, nameOf);
    if (task === null || !concerns(caller, task.kind, delivery.department)) return null;
    return task.kind !== 'deliveries-to-approve' || (await mayApprove(caller, delivery, ports)) ? task : null;
  });
  return tasks.filter((task) => task !== null);
}

/** The centre alone approves pulls, and what a system delivered for which nobody answers. */
async function mayApprove(caller: Caller, { createdBy, channel }: DeliveryRecord, ports: TaskPorts): Promise<boolean> {
  const people = { checker: caller.subject, makers: [createdBy] };
  const { objection, isMakerKnown } = await findSecondPersonObjection(people, ports);
  return objection === null && ((channel === 'excel' && isMakerKnown) || caller.roles.includes('operator'));
}

async function tasksOfCertificates({ caller, ports }: Scope): Promise<FoundTask[]> {
  if (!concerns(caller, 'certificates-not-issued', caller.department)) return [];
  const types = await ports.certificateTypes();
  const own = types.filter(({ department }) => concerns(caller, 'certificates-not-issued', department));
  const tasks = await mapWithConcurrency(readConcurrency, own, async (type) =>
    (await ports.notIssued(type.type)).map((record) => certificateTask(type, record)),
  );
  return tasks.flat();
}

/** Those that the caller may approve; the centre alone approves what a system prepared for which nobody answers. */
async function tasksOfBatches({ caller, department, ports }: Scope): Promise<FoundTask[]> {
  if (!concernsAny(caller, ['batches-to-approve'], caller.department)) return [];
  const tasks = await mapWithConcurrency(readConcurrency, await ports.newestBatches(department), async (batch) => {
    const task = batchTask(batch);
    if (task === null || !concerns(caller, task.kind, batch.department)) return null;
    const people = { checker: caller.subject, makers: [batch.preparedBy] };
    const { objection, isMakerKnown } = await findSecondPersonObjection(people, ports);
    return objection === null && (isMakerKnown || caller.roles.includes('operator')) ? task : null;
  });
  return tasks.filter((task) => task !== null);
}

/** Each unit keeps its own people: the centre is not asked for those of others. */
async function tasksOfPeople({ caller, ports }: Scope): Promise<FoundTask[]> {
  if (!concerns(caller, 'people-to-confirm', caller.department)) return [];
  const task = peopleTask(await ports.people(caller.department), dayInShanghai(ports.now()));
  return task === null ? [] : [task];
}

/** Those that wait for the caller's department, and for the centre. */
async function tasksOfApplications({ caller, ports }: Scope): Promise<FoundTask[]> {
  const { department, roles, subject } = caller;
  if (!concerns(caller, 'applications-waiting', department)) return [];
  const waiting = await ports.waitingApplications(roles.includes('operator') ? 'centre' : department);
  return waiting.map((one) => applicationTask(one, subject)).filter((task) => task !== null);
}

/** Those that wait for the caller's department, and for the centre. */
async function tasksOfObjections({ caller, nameOf, ports }: Scope): Promise<FoundTask[]> {
  const { department, roles } = caller;
  if (!concerns(caller, 'objections-waiting', department)) return [];
  const waiting = await ports.waitingObjections(roles.includes('operator') ? 'centre' : department);
  return waiting.map((one) => objectionTask(one, nameOf)).filter((task) => task !== null);
}

/** Of data that the caller's department uses. */
async function tasksOfGrants({ caller, ports }: Scope): Promise<FoundTask[]> {
  const { department } = caller;
  if (!concerns(caller, 'grants-ending', department)) return [];
  return grantTasks(await ports.ownApplications(department), dayInShanghai(ports.now()));
}

/** Questions to the centre, and answers to the own unit. */
async function tasksOfQuestions({ caller, ports }: Scope): Promise<FoundTask[]> {
  const { department } = caller;
  const [toAnswer, own] = await Promise.all([
    concerns(caller, 'questions-to-answer', department) ? ports.openQuestions() : [],
    concerns(caller, 'questions-answered', department) ? ports.newestQuestions(department) : [],
  ]);
  return [...toAnswer, ...own.filter(({ state }) => state === 'answered')]
    .map(questionTask)
    .filter((task) => task !== null);
}
