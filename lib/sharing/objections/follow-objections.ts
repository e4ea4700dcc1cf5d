import type { DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { ownValue } from '../../kernel/own-value.ts';
import { toVisibility } from '../../kernel/visibility.ts';
import type { ClockPorts } from '../applications/ports.ts';
import type {
  DisputedRecords,
  DisputeMark,
  ObjectionRepository,
  SaveObjectionPorts,
  WhoFetchedPorts,
} from './ports.ts';
import { saveObjection } from './save-objection.ts';
import { takeStep } from './take-step.ts';
import { isOpen, mayAct } from './transitions.ts';
import { whoFetched } from './who-fetched.ts';

export type FollowObjectionsPorts = Pick<ObjectionRepository, 'objections'> &
  SaveObjectionPorts &
  DisputedRecords &
  WhoFetchedPorts &
  Pick<ClockPorts, 'now'> & { readonly datasetState: (dataset: DatasetId) => Promise<DatasetState> };

/** Longer than an HTTP function lives: whoever placed such a mark and did not open its objection is dead. */
const abandonedSeconds = 60;
/** Time reserved for one dataset. */
const reservedMs = 10_000;

/**
 * Closes objections whose record is published with another value of the disputed field, or not at all, by whichever
 * channel or roll-back. Compares the records of a dataset again only when it was published since. Removes marks whose
 * objection is not open. Each write is conditional: it may be interrupted anywhere and run twice at once. One failing
 * dataset does not stop the others; the first error is thrown at the end.
 */
export async function followObjections(
  ports: FollowObjectionsPorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  const errors: unknown[] = [];
  for (const marks of await marksByDataset(ports)) {
    if (remainingMs() < reservedMs) break;
    try {
      await followDataset(marks, ports);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

async function marksByDataset({ marks }: FollowObjectionsPorts): Promise<DisputeMark[][]> {
  const byDataset = new Map<string, DisputeMark[]>();
  for await (const mark of marks()) byDataset.set(mark.dataset, [...(byDataset.get(mark.dataset) ?? []), mark]);
  return [...byDataset.values()];
}

async function followDataset(marks: readonly DisputeMark[], ports: FollowObjectionsPorts): Promise<void> {
  const [{ dataset } = { dataset: '' }] = marks;
  const [state, objections] = await Promise.all([
    ports.datasetState(dataset),
    ports.objections([...new Set(marks.map(({ objection }) => objection))]),
  ]);
  const byId = new Map(objections.map((objection) => [objection.id, objection]));
  for (const mark of marks) {
    const objection = byId.get(mark.objection);
    if (objection === undefined || !isOpen(objection.state)) await removeAbandoned(mark, objection, ports);
    else if (mark.compared !== state.publications) await compareRecord({ mark, objection, state }, ports);
  }
}

/** A mark that was just placed waits for its objection. */
async function removeAbandoned(
  mark: DisputeMark,
  objection: Objection | undefined,
  { now, unmark }: FollowObjectionsPorts,
): Promise<void> {
  if (secondsAfter(mark.at, abandonedSeconds) > now()) return;
  const openedFrom = Math.max(objection?.lockVersion ?? 0, mark.opened) + 1;
  await unmark(mark, { openedFrom, at: mark.at });
}

type Followed = { readonly mark: DisputeMark; readonly objection: Objection; readonly state: DatasetState };

async function compareRecord({ mark, objection, state }: Followed, ports: FollowObjectionsPorts): Promise<void> {
  const [before, after] = await Promise.all([
    ports.recordAt(objection, objection.seq),
    ports.recordNow(objection, toVisibility(state)),
  ]);
  const found = judgeCorrection(objection.field, before, after);
  if (found === 'unchanged' || !mayAct('correct', objection, 'platform')) {
    await ports.noteCompared(mark, state.publications);
    return;
  }
  const { provider: department } = objection;
  const corrected = takeStep(objection, { action: 'correct' }, { by: 'platform', department, at: ports.now() });
  const informed = await whoFetched(objection, ports);
  // When another step came first, the next run finds the mark as it is.
  await saveObjection({ ...corrected, removed: found === 'removed', informed }, objection, ports);
}

/** What became of a disputed value; a version that is not kept any more cannot be compared. */
export function judgeCorrection(
  field: string,
  before: RecordValues | null,
  after: RecordValues | null,
): 'changed' | 'removed' | 'unchanged' {
  if (after === null) return 'removed';
  return before === null || ownValue(before, field) === ownValue(after, field) ? 'unchanged' : 'changed';
}
