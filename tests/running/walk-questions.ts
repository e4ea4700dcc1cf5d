import * as questions from '../../schemas/departments/question-routes.ts';
import { listTasksRoute } from '../../schemas/departments/routes.ts';
import type { Walkers } from './walk-routes.ts';

/** A question that is asked, answered and closed, and is listed meanwhile. */
export async function walkQuestions({ provider, operator }: Walkers): Promise<string> {
  const about = { page: '/deliveries', pageTitle: '报送' };
  const asked = await provider.api.call(questions.askQuestionRoute, { body: { ...about, text: '怎样全量报送？' } });
  const params = { question: asked.id };
  for (const query of [{}, { state: 'open' as const }, { department: 'public-security' }])
    await operator.api.call(questions.listQuestionsRoute, { query });
  await operator.api.call(listTasksRoute, {});
  const answered = await operator.api.call(questions.replyToQuestionRoute, {
    params,
    body: { text: '请选择“全量”后上传。', lockVersion: asked.lockVersion },
  });
  await provider.api.call(listTasksRoute, {});
  await provider.api.call(questions.readQuestionRoute, { params });
  const closed = await provider.api.call(questions.closeQuestionRoute, {
    params,
    body: { lockVersion: answered.lockVersion },
  });
  return closed.state;
}
