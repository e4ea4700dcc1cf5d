import { z } from 'zod';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { DepartmentId } from './department.ts';
import { NewMessage, NewQuestion, Question, QuestionId, QuestionState } from './question.ts';
import { departmentRefusals as refusals } from './refusals.ts';

const none = z.object({});
const params = z.object({ question: QuestionId });
const lockVersion = z.int().min(1);
const notFound = { 'question-not-found': refusals['question-not-found'] };

export const askQuestionRoute = route({
  operation: 'ask-question',
  room: 'departments',
  method: 'POST',
  path: '/api/v1/questions',
  summary: '向信息中心提问，写明在哪个页面、请求编号是什么；不能写身份证号、手机号和银行卡号。',
  callers: ['provider', 'consumer', 'supervisor'],
  params: none,
  query: none,
  body: NewQuestion,
  answer: { status: 201, body: Question },
  refusals: {},
  idempotent: true,
});

/** Units see their own. */
export const listQuestionsRoute = route({
  operation: 'list-questions',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/questions',
  summary: '逐页列出提问，最近提出的在前：信息中心可看全部，其他单位看本单位的；可只看一种状态或一个单位。',
  callers: 'signed-in',
  params: none,
  query: PageQuery.extend({ state: QuestionState.optional(), department: DepartmentId.optional() }),
  body: null,
  answer: { status: 200, body: pageSchema(Question) },
  refusals: {},
});

export const readQuestionRoute = route({
  operation: 'read-question',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/questions/{question}',
  summary: '查看一个提问和全部答复；提问单位和信息中心可以查看。',
  callers: 'signed-in',
  params,
  query: none,
  body: null,
  answer: { status: 200, body: Question },
  refusals: notFound,
});

export const replyToQuestionRoute = route({
  operation: 'reply-to-question',
  room: 'departments',
  method: 'POST',
  path: '/api/v1/questions/{question}/messages',
  summary: '答复一个提问（信息中心），或继续追问（提问单位）。',
  callers: 'signed-in',
  params,
  query: none,
  body: z.object({ text: NewMessage, lockVersion }).strict(),
  answer: { status: 200, body: Question },
  refusals: {
    ...notFound,
    'question-closed': refusals['question-closed'],
    'question-too-long': refusals['question-too-long'],
  },
});

export const closeQuestionRoute = route({
  operation: 'close-question',
  room: 'departments',
  method: 'POST',
  path: '/api/v1/questions/{question}/close',
  summary: '问题已解决，结束一个提问（提问单位或信息中心）。',
  callers: 'signed-in',
  params,
  query: none,
  body: z.object({ lockVersion }).strict(),
  answer: { status: 200, body: Question },
  refusals: { ...notFound, 'question-closed': refusals['question-closed'] },
});

export const questionRoutes = [
  askQuestionRoute,
  listQuestionsRoute,
  readQuestionRoute,
  replyToQuestionRoute,
  closeQuestionRoute,
] as const;
