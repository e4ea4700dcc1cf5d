import type { ObjectionState } from '../../../schemas/sharing/objection.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { FoundTask } from './group-tasks.ts';
import type { WaitingObjection } from './ports.ts';
import { withClock } from './with-clock.ts';

const whys: Partial<Record<ObjectionState, string>> = {
  'awaiting-verification': '使用部门认为这里的一项数据有误，请在期限以内核实，更正或者说明理由。',
  'awaiting-correction': '已经核实属实，请报送更正后的数据，入库以后自动办结。',
  'awaiting-coordination': '提出部门不同意不予更正，请与提供部门协调后办理。',
};

/** What an objection asks of those for whom it waits; `null` when it waits for nobody any more. */
export function objectionTask(
  { objection, clock }: WaitingObjection,
  nameOf: (dataset: string) => string,
): FoundTask | null {
  const { id, dataset, state, createdAt, transitions } = objection;
  const why = whys[state];
  if (why === undefined) return null;
  return {
    kind: 'objections-waiting',
    title: `数据异议：${nameOf(dataset)}`,
    why: withClock(why, clock),
    since: transitions.at(-1)?.at ?? createdAt,
    ...definedOnly({ due: clock?.due }),
    address: `/objections/${id}`,
  };
}
