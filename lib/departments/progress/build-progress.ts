import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';
import type { Department } from '../../../schemas/departments/department.ts';
import type {
  BatchProgress,
  DatasetCounts,
  DepartmentProgress,
  DepartmentState,
  Progress,
} from '../../../schemas/departments/progress.ts';
import type { Day, Instant } from '../../../schemas/kernel/day.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { daysBetween, nextUpdateUnder, type UpdateTerms } from '../../kernel/update-cycle.ts';

export type DatasetFacts = Pick<DatasetListing, 'provider' | 'status' | 'updateCycle'> & {
  readonly links: readonly LinkState['state'][];
  readonly lastPublished: Instant | undefined;
  /** Of the update sheet in force. */
  readonly terms: UpdateTerms | undefined;
};

const batches = [1, 2, 3, undefined] as const;

/** Counts each department's datasets on `today`, in the notice's order; batches without departments are left out. */
export function buildProgress(
  departments: readonly Department[],
  datasets: readonly DatasetFacts[],
  today: Day,
): Omit<Progress, 'at'> {
  const rows = departments.map((department) => ({
    batch: department.batch,
    progress: departmentProgress(
      department,
      datasets.filter(({ provider }) => provider === department.id),
      today,
    ),
  }));
  return {
    today,
    batches: batches.flatMap((batch) => {
      const own = rows.filter((row) => row.batch === batch).map(({ progress }) => progress);
      return own.length === 0 ? [] : [{ ...definedOnly({ batch }), ...batchProgress(own, today) }];
    }),
  };
}

function departmentProgress(
  { id, name, linkDeadline }: Department,
  datasets: readonly DatasetFacts[],
  today: Day,
): DepartmentProgress {
  const counts = countDatasets(datasets, today);
  const state = stateOf(counts);
  return {
    department: id,
    name,
    ...definedOnly({ deadline: linkDeadline }),
    state,
    late: state !== 'complete' && linkDeadline !== undefined && linkDeadline < today,
    datasets: counts,
    compiling: datasets.filter(({ status }) => status !== 'published' && status !== 'withdrawn').length,
  };
}

function stateOf({ total, linked, onTrial }: DatasetCounts): DepartmentState {
  if (total === 0) return 'no-catalogue';
  if (linked === total) return 'complete';
  return linked + onTrial > 0 ? 'begun' : 'not-begun';
}

function countDatasets(datasets: readonly DatasetFacts[], today: Day): DatasetCounts {
  const published = datasets.filter(({ status }) => status === 'published');
  const linked = published.filter(({ links }) => links.includes('linked')).length;
  const unlinked = published.filter(({ links }) => links.length === 0).length;
  return {
    total: published.length,
    linked,
    onTrial: published.length - linked - unlinked,
    unlinked,
    overdue: published.filter((dataset) => isOverdue(dataset, today)).length,
  };
}

/** As in the tasks: a dataset that has no link yet is unlinked, not overdue. */
function isOverdue({ links, lastPublished, updateCycle, terms }: DatasetFacts, today: Day): boolean {
  if (links.length === 0 || lastPublished === undefined) return false;
  return nextUpdateUnder({ cycle: updateCycle, terms }, dayInShanghai(lastPublished), today)?.state === 'overdue';
}

function batchProgress(departments: DepartmentProgress[], today: Day): Omit<BatchProgress, 'batch'> {
  const deadline = departments
    .flatMap((one) => (one.deadline === undefined ? [] : [one.deadline]))
    .toSorted()
    .at(-1);
  const sum = (count: (counts: DatasetCounts) => number): number =>
    departments.reduce((total, { datasets }) => total + count(datasets), 0);
  return {
    ...definedOnly({ deadline, daysLeft: deadline === undefined ? undefined : daysBetween(today, deadline) }),
    datasets: {
      total: sum(({ total }) => total),
      linked: sum(({ linked }) => linked),
      onTrial: sum(({ onTrial }) => onTrial),
      unlinked: sum(({ unlinked }) => unlinked),
      overdue: sum(({ overdue }) => overdue),
    },
    departments,
  };
}
