import type { Day } from '../../../schemas/kernel/day.ts';
import type { Objection, ObjectionState } from '../../../schemas/sharing/objection.ts';
import type { FoundTask } from './group-tasks.ts';

const whys: Partial<Record<ObjectionState, string>> = {
  'awaiting-verification': '使用部门认为这里的一项数据有误，请在期限以内核实，更正或者说明理由。',
  'awaiting-correction': '已经核实属实，请报送更正后的数据，入库以后自动办结。',
  'awaiting-coordination': '提出部门不同意不予更正，请与提供部门协调后办理。',
};

/** What an objection asks of those for whom it waits; `null` when it waits for nobody any more. */
export function objectionTask(
  { id, dataset, state, createdAt, transitions }: Objection,
  nameOf: (dataset: string) => string,
  due: Day | undefined,
): FoundTask | null {
  const why = whys[state];
  if (why === undefined) return null;
  return {
    kind: 'objections-waiting',
    title: `数据异议：${nameOf(dataset)}`,
    why,
    since: transitions.at(-1)?.at ?? createdAt,
    ...(due === undefined ? {} : { due }),
    address: `/objections/${id}`,
  };
}
