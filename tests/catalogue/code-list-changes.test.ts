import { describe, expect, test } from 'vitest';
import { seedCodeLists } from '../../infra/seeds/index.ts';
import { addCodeList, changeCodeList } from '../../lib/catalogue/code-list-changes.ts';
import type { CodeListAdminPorts } from '../../lib/catalogue/ports.ts';
import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { Change } from '../../schemas/departments/change-entry.ts';
import { callerWithRole } from '../api/invoke.ts';

type Codes = CodeList['codes'];
const code = (value: string, label: string, ...aliases: string[]): Codes[number] => ({ code: value, label, aliases });
const listOf = (...codes: Codes): CodeList => ({ id: 'stage', name: '学段', standard: 'Guiji', codes });
const request = { caller: callerWithRole('operator', 'liu-yang'), query: {}, requestId: 'r' };

function codeListsOf(...lists: CodeList[]) {
  const table = new Map(lists.map((list) => [list.id, list]));
  const recorded: Change[] = [];
  const ports: CodeListAdminPorts = {
    codeLists: async () => table,
    createCodeList: async (list) => !table.has(list.id) && table.set(list.id, list).has(list.id),
    replaceCodeList: async (list, before) => table.get(list.id) === before && table.set(list.id, list).has(list.id),
    recordChange: async (change) => void recorded.push(change),
  };
  return { table, recorded, ports };
}

describe('a list of 1 小学 (also 初小) and 2 初中', () => {
  const before = listOf(code('1', '小学', '初小'), code('2', '初中'));
  const change = async (...codes: Codes) => {
    const { table, recorded, ports } = codeListsOf(before);
    const { id: _id, ...content } = listOf(...codes);
    const answer = await changeCodeList(
      { ...request, params: { codeList: 'stage' }, body: { ...content, reason: '测试' } },
      ports,
    );
    return { answer, stored: table.get('stage'), recorded };
  };

  test.each<[string, Codes]>([
    ['a code more', [...before.codes, code('3', '高中')]],
    ['a new label, the old one an alias', [code('1', '小学阶段', '小学', '初小'), code('2', '初中')]],
  ])('takes %s', async (_, codes) => {
    const { answer, stored, recorded } = await change(...codes);
    expect([answer, stored]).toEqual([listOf(...codes), listOf(...codes)]);
    expect(recorded).toMatchObject([{ what: 'code-list-changed', target: 'stage', by: 'liu-yang', why: '测试' }]);
  });

  test.each<[string, Codes, string]>([
    ['a code less', [code('1', '小学', '初小'), code('3', '高中')], 'code-list-narrowed'],
    ['a label that is gone', [code('1', '小学阶段', '初小'), code('2', '初中')], 'code-list-narrowed'],
    ['an alias that is gone', [code('1', '小学'), code('2', '初中')], 'code-list-narrowed'],
    ['a code twice', [...before.codes, code('2', '高中')], 'code-list-ambiguous'],
    ['a label of two codes', [...before.codes, code('3', '高中', '初小')], 'code-list-ambiguous'],
  ])('refuses %s, and records nothing', async (_, codes, refusal) => {
    const { answer, stored, recorded } = await change(...codes);
    expect(answer).toMatchObject({ refused: refusal, facts: { count: 1 } });
    expect([stored, recorded]).toEqual([before, []]);
  });

  test('refuses a change of what somebody else has just changed', async () => {
    const { ports } = codeListsOf(before);
    const { id: _id, ...content } = before;
    const answer = await changeCodeList(
      { ...request, params: { codeList: 'stage' }, body: { ...content, reason: '测试' } },
      { ...ports, replaceCodeList: async () => false },
    );
    expect(answer).toMatchObject({ refused: 'changed-meanwhile' });
  });
});

test('a list is added once, and recorded; an unknown one is not changed', async () => {
  const { table, recorded, ports } = codeListsOf();
  const list = listOf(code('1', '小学'), code('2', '初中'));
  const input = { ...request, params: {}, body: { ...list, reason: '新的信息资源' } };
  expect(await addCodeList(input, ports)).toEqual(list);
  expect([...table.values()]).toEqual([list]);
  expect(await addCodeList(input, ports)).toMatchObject({ refused: 'code-list-exists' });
  expect(recorded).toMatchObject([{ what: 'code-list-added', target: 'stage' }]);
  const { id: _id, ...content } = list;
  expect(
    await changeCodeList({ ...request, params: { codeList: 'other' }, body: { ...content, reason: '测试' } }, ports),
  ).toMatchObject({ refused: 'code-list-not-found' });
});

test('a department adds lists below its own id, the centre anywhere', async () => {
  const caller = callerWithRole('provider', 'zhao-min');
  const add = async (id: string) => {
    const { ports, recorded } = codeListsOf();
    const list = { ...listOf(code('1', '小学'), code('2', '初中')), id };
    const answer = await addCodeList({ ...request, caller, params: {}, body: { ...list, reason: '测试' } }, ports);
    return ['refused' in answer ? answer.refused : answer.id, recorded.length];
  };
  expect(await add(`${caller.department}-stage`)).toEqual([`${caller.department}-stage`, 1]);
  expect(await add('stage')).toEqual(['code-list-id-not-yours', 0]);
  expect(await add(`${caller.department}stage`)).toEqual(['code-list-id-not-yours', 0]);
});

test('every list of the seeds can be widened', async () => {
  for (const list of seedCodeLists().values()) {
    const { id, ...content } = list;
    const { ports } = codeListsOf(list);
    const answer = await changeCodeList(
      { ...request, params: { codeList: id }, body: { ...content, reason: '测试' } },
      ports,
    );
    expect([id, answer]).toEqual([id, list]);
  }
});
