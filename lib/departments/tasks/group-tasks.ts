import {
  maxTaskCount,
  maxTaskExamples,
  TaskKind,
  type Task,
  type TaskGroup,
} from '../../../schemas/departments/task.ts';
import { taskKinds } from './kinds.ts';

export type FoundTask = Task & { readonly kind: TaskKind };

/** Groups by kind in the order of urgency; in a group those that are due come first, then those that wait longest. */
export function groupTasks(found: readonly FoundTask[]): TaskGroup[] {
  return TaskKind.options.flatMap((kind): TaskGroup[] => {
    const ofKind = found.filter((task) => task.kind === kind).toSorted(byUrgency);
    if (ofKind.length === 0) return [];
    return [
      {
        kind,
        ...taskKinds[kind],
        count: Math.min(ofKind.length, maxTaskCount),
        more: ofKind.length > maxTaskCount,
        examples: ofKind.slice(0, maxTaskExamples).map(({ kind: _kind, ...task }) => task),
      },
    ];
  });
}

const never = '9999-12-31';

function byUrgency(one: FoundTask, other: FoundTask): number {
  return (
    compare(one.due ?? never, other.due ?? never) ||
    compare(one.since, other.since) ||
    compare(one.address, other.address)
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
