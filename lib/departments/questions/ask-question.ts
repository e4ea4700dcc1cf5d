import type { askQuestionRoute } from '../../../schemas/departments/question-routes.ts';
import type { Question } from '../../../schemas/departments/question.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { QuestionPorts } from './ports.ts';

/** Keeps a question of the caller's unit for the information centre. */
export async function askQuestion(
  { caller, body }: Pick<RouteInput<typeof askQuestionRoute>, 'caller' | 'body'>,
  { newQuestionId, now, saveQuestion }: Pick<QuestionPorts, 'newQuestionId' | 'now' | 'saveQuestion'>,
) {
  const at = now();
  const { page, pageTitle, requestId, text } = body;
  const question: Question = {
    id: newQuestionId(),
    department: caller.department,
    page,
    pageTitle,
    ...definedOnly({ requestId }),
    state: 'open',
    messages: [{ side: 'unit', text, at, by: caller.subject, name: caller.name }],
    changedAt: at,
    lockVersion: 1,
  };
  return (await saveQuestion(question)) ? question : refused('changed-meanwhile');
}
