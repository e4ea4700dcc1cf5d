import type { listQuestionsRoute, readQuestionRoute } from '../../../schemas/departments/question-routes.ts';
import { QuestionId } from '../../../schemas/departments/question.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { isPermitted, isPermittedForAll } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import type { QuestionPorts } from './ports.ts';

type R = typeof listQuestionsRoute;

/** Lists all questions for the centre, the own ones for every other unit. */
export async function listQuestions(
  { caller, query }: Pick<RouteInput<R>, 'caller' | 'query'>,
  ports: Pick<QuestionPorts, 'listQuestions'>,
): Promise<RouteOutput<R> | RouteRefusal<R>> {
  const { cursor, limit, state } = query;
  const department = isPermittedForAll(caller, 'read-question') ? query.department : caller.department;
  const scope = `questions/${department ?? ''}/${state ?? ''}`;
  const before = cursor === undefined ? undefined : readCursor(scope, QuestionId, cursor);
  if (before === null) return refused('cursor-not-valid');
  const found = await ports.listQuestions({ department, state, before, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return last === undefined || found.length <= limit ? { items } : { items, next: writeCursor(scope, last.id) };
}

/** Refuses a question of another unit like one that is not there. */
export async function readQuestion(
  { caller, params }: Pick<RouteInput<typeof readQuestionRoute>, 'caller' | 'params'>,
  { question: read }: Pick<QuestionPorts, 'question'>,
) {
  const question = await read(params.question);
  return question !== undefined && isPermitted(caller, 'read-question', question.department)
    ? question
    : refused('question-not-found', { question: params.question });
}
