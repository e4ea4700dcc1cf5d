import type { Question } from '../../../schemas/departments/question.ts';
import type { FoundTask } from './group-tasks.ts';

/** What a question asks of the centre, or of the unit that asked it; `null` for one that is closed. */
export function questionTask({ id, state, pageTitle, changedAt }: Question): FoundTask | null {
  if (state === 'closed') return null;
  const base = { title: `关于“${pageTitle}”的提问`, since: changedAt, address: `/questions/${id}` };
  return state === 'open'
    ? { kind: 'questions-to-answer', ...base, why: '提问单位在等待答复，请答复。' }
    : { kind: 'questions-answered', ...base, why: '信息中心已经答复。问题解决了请结束提问，没有解决可以继续追问。' };
}
