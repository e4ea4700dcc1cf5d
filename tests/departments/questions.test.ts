import { describe, expect, test } from 'vitest';
import { askQuestion } from '../../lib/departments/questions/ask-question.ts';
import type { QuestionPorts } from '../../lib/departments/questions/ports.ts';
import { listQuestions, readQuestion } from '../../lib/departments/questions/read-questions.ts';
import { closeQuestion, replyToQuestion } from '../../lib/departments/questions/reply-to-question.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { hasPersonalNumber, maxMessages, NewQuestion, type Question } from '../../schemas/departments/question.ts';
import { isRefused, type Refused } from '../../schemas/kernel/refusal.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import { caller, civilAffairs, police } from '../catalogue/builders.ts';

const asker = caller('zhao-min', 'provider');
const centre = caller('liu-yang', 'operator', 'information-center');
const about = { page: '/deliveries/01JD0000000000000000000001', pageTitle: '报送' };

function openQuestions() {
  const table = new Map<string, Question>();
  let seconds = 0;
  let last = 0;
  const ports: QuestionPorts = {
    question: async (id) => table.get(id),
    listQuestions: async ({ department, state, before, limit }) =>
      [...table.values()]
        .filter((one) => one.department === (department ?? one.department) && one.state === (state ?? one.state))
        .toSorted((one, other) => (one.id > other.id ? -1 : 1))
        .filter(({ id }) => before === undefined || id < before)
        .slice(0, limit),
    saveQuestion: async (question) => {
      if ((table.get(question.id)?.lockVersion ?? 0) !== question.lockVersion - 1) return false;
      table.set(question.id, question);
      return true;
    },
    now: () => `2020-12-01T02:00:${String(seconds++).padStart(2, '0')}.000Z`,
    newQuestionId: () => `01JD000000000000000000000${++last}`,
  };
  return ports;
}

function taken(question: Question | Refused): Question {
  if (isRefused(question)) throw new Error(question.refused);
  return question;
}

const codeOf = (value: object) => (isRefused(value) ? value.refused : 'done');
const ask = async (ports: QuestionPorts, who: Caller) =>
  taken(await askQuestion({ caller: who, body: { ...about, text: '第 3 行为什么退回？' } }, ports));
const inputOf = (who: Caller, { id, lockVersion }: Question) => ({
  caller: who,
  params: { question: id },
  query: {},
  requestId: 'r',
  body: { text: '请看批注工作簿。', lockVersion },
});

describe('a question goes back and forth', () => {
  test('asked, answered, asked on, answered, closed', async () => {
    const ports = openQuestions();
    let question = await ask(ports, asker);
    expect([question.state, question.department, question.messages.length]).toEqual(['open', civilAffairs.id, 1]);
    for (const [who, state] of [
      [centre, 'answered'],
      [asker, 'open'],
      [centre, 'answered'],
    ] as const) {
      question = taken(await replyToQuestion(inputOf(who, question), ports));
      expect(question.state).toBe(state);
    }
    expect(question.messages.map(({ side, by }) => [side, by])).toEqual([
      ['unit', 'zhao-min'],
      ['centre', 'liu-yang'],
      ['unit', 'zhao-min'],
      ['centre', 'liu-yang'],
    ]);
    question = taken(await closeQuestion(inputOf(asker, question), ports));
    expect(question.state).toBe('closed');
    expect(codeOf(await replyToQuestion(inputOf(centre, question), ports))).toBe('question-closed');
    expect(codeOf(await closeQuestion(inputOf(asker, question), ports))).toBe('question-closed');
  });

  test('of two who write at once one is told', async () => {
    const ports = openQuestions();
    const question = await ask(ports, asker);
    await replyToQuestion(inputOf(centre, question), ports);
    expect(codeOf(await replyToQuestion(inputOf(asker, question), ports))).toBe('changed-meanwhile');
  });

  test(`after ${maxMessages} messages it can only be closed`, async () => {
    const ports = openQuestions();
    let question = await ask(ports, asker);
    while (question.messages.length < maxMessages)
      question = taken(await replyToQuestion(inputOf(asker, question), ports));
    expect(codeOf(await replyToQuestion(inputOf(centre, question), ports))).toBe('question-too-long');
    expect(codeOf(await closeQuestion(inputOf(centre, question), ports))).toBe('done');
  });
});

describe('who sees a question', () => {
  test.each<[Role, string, boolean]>([
    ['provider', civilAffairs.id, true],
    ['consumer', civilAffairs.id, true],
    ['provider', police.id, false],
    ['consumer', police.id, false],
    ['supervisor', police.id, false],
    ['operator', 'information-center', true],
  ])('a %s of %s: %s', async (role, department, isSeen) => {
    const ports = openQuestions();
    const question = await ask(ports, asker);
    const who = caller('other', role, department);
    expect(codeOf(await readQuestion({ caller: who, params: { question: question.id } }, ports))).toBe(
      isSeen ? 'done' : 'question-not-found',
    );
    const listed = await listQuestions({ caller: who, query: { limit: 10, department: civilAffairs.id } }, ports);
    expect(listed).toEqual(isSeen ? { items: [question] } : { items: [] });
    expect(codeOf(await replyToQuestion(inputOf(who, question), ports))).toBe(isSeen ? 'done' : 'question-not-found');
  });

  test('page by page, the newest first', async () => {
    const ports = openQuestions();
    for (const who of [asker, asker, caller('wang-fang', 'provider', police.id)]) await ask(ports, who);
    const first = await listQuestions({ caller: centre, query: { limit: 2 } }, ports);
    if (isRefused(first)) throw new Error(first.refused);
    const cursor = first.next ?? '';
    const second = await listQuestions({ caller: centre, query: { limit: 2, cursor } }, ports);
    if (isRefused(second)) throw new Error(second.refused);
    expect([...first.items, ...second.items].map(({ id }) => id.slice(-1))).toEqual(['3', '2', '1']);
    expect(second.next).toBeUndefined();
    expect(codeOf(await listQuestions({ caller: centre, query: { limit: 2, cursor, state: 'open' } }, ports))).toBe(
      'cursor-not-valid',
    );
  });
});

describe('what a question may hold', () => {
  test.each<[string, boolean]>([
    ['身份证 411102198705299180 的记录为什么退回', true],
    ['身份证４１１１０２１９８７０５２９９１８０', true],
    ['411102 19870529 918X 这个人', true],
    ['打 13900000000 找我', true],
    ['139-0000-0000', true],
    ['卡号 6222021234567890123', true],
    ['6222 0212 3456 7890 123', true],
    ['批次 01JD0000000000000000000001 第 12、14 行', false],
    ['编号 91411100MA40000000', false],
    ['2020-12-01 10:30 报送了 1234567 行', false],
    ['座机 0395-3177000', false],
  ])('%s: a personal number %s', (text, isOne) => {
    expect(hasPersonalNumber(text)).toBe(isOne);
    expect(NewQuestion.safeParse({ ...about, text: `${text}。请帮助。` }).success).toBe(!isOne);
  });

  test.each<[string, object, boolean]>([
    ['several lines', { text: '第一行退回。\r\n第二行也退回。' }, true],
    ['a direction mark', { text: '请看\u202e这一行的内容' }, false],
    ['too short', { text: '  求助  ' }, false],
    ['a page with a query', { page: '/records?subject=411102198705299180' }, false],
    ['a page of another site', { page: '//example.org/' }, false],
    ['a whole address', { page: 'https://example.org/' }, false],
  ])('%s', (_, changes, isTaken) => {
    expect(NewQuestion.safeParse({ ...about, text: '怎样报送这一批？', ...changes }).success).toBe(isTaken);
  });
});
