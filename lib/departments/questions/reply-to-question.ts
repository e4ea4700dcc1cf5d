import type { closeQuestionRoute, replyToQuestionRoute } from '../../../schemas/departments/question-routes.ts';
import { maxMessages, type Question } from '../../../schemas/departments/question.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { answeredEvent } from './answered-event.ts';
import type { QuestionPorts } from './ports.ts';
import { readQuestion } from './read-questions.ts';

type ReplyPorts = Pick<QuestionPorts, 'question' | 'saveQuestion' | 'now'>;

/** Answers as the centre, asks on as the unit; whoever wrote last waits for the other. */
export async function replyToQuestion(input: RouteInput<typeof replyToQuestionRoute>, ports: ReplyPorts) {
  const question = await readOpen(input, ports);
  if (isRefused(question)) return question;
  if (question.messages.length >= maxMessages) return refused('question-too-long', { limit: maxMessages });
  const { caller, body } = input;
  const at = ports.now();
  const side = caller.department === question.department ? 'unit' : 'centre';
  const by = caller.subject;
  const next: Question = {
    ...question,
    state: side === 'unit' ? 'open' : 'answered',
    messages: [...question.messages, { side, text: body.text, at, by, name: caller.name }],
    changedAt: at,
  };
  return await save(next, ports, side === 'unit' ? undefined : answeredEvent(next, { from: question.state, by }));
}

/** Ends a question, by its unit or by the centre. */
export async function closeQuestion(input: RouteInput<typeof closeQuestionRoute>, ports: ReplyPorts) {
  const question = await readOpen(input, ports);
  return isRefused(question) ? question : await save({ ...question, state: 'closed', changedAt: ports.now() }, ports);
}

async function readOpen(
  input: Pick<RouteInput<typeof closeQuestionRoute>, 'caller' | 'params' | 'body'>,
  ports: ReplyPorts,
) {
  const question = await readQuestion(input, ports);
  if (isRefused(question)) return question;
  if (question.state === 'closed') return refused('question-closed');
  return question.lockVersion === input.body.lockVersion ? question : refused('changed-meanwhile');
}

async function save(question: Question, { saveQuestion }: ReplyPorts, event?: NewEvent) {
  const next = { ...question, lockVersion: question.lockVersion + 1 };
  return (await saveQuestion(next, event)) ? next : refused('changed-meanwhile');
}
