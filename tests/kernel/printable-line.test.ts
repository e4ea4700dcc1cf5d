import { expect, test } from 'vitest';
import { CodeList } from '../../schemas/catalogue/code-list.ts';
import { Field } from '../../schemas/catalogue/field.ts';
import { createDeliveryRoute } from '../../schemas/collection/routes.ts';
import { Department } from '../../schemas/departments/department.ts';
import { addDepartmentRoute, changeDepartmentRoute } from '../../schemas/departments/routes.ts';
import { printableLine, shownLine } from '../../schemas/kernel/printable-line.ts';
import { fieldOf } from './formats/read-cell.ts';

const line = printableLine({ min: 2, max: 20 });

test.each([
  ['漯河市.xlsx', true],
  [' 办理 不动产登记 ', true],
  ['𠮷😀', true],
  ['一\n二', false],
  ['一\t二', false],
  ['一\u2028二', false],
  ['a\u202excod.exe', false],
  ['\u2067张三\u2069', false],
  ['\u001b[2J', false],
  ['一\u0085二', false],
  ['一\ud83d', false],
  ['一\u200b二', false],
  ['一\ufff0二', false],
  [' 一 ', false],
])('%j is a printable line: %s', (text, printable) => {
  expect(line.safeParse(text).success).toBe(printable);
});

test('a refusal says what to do', () => {
  expect(line.safeParse('一\n二').error?.issues[0]?.message).toContain('请删除后重新填写');
});

test('a file name with a direction override is refused', () => {
  const body = { mode: 'full', size: 1 };
  expect(createDeliveryRoute.body?.safeParse({ ...body, fileName: '\u202excod.xlsx' }).success).toBe(false);
});

test('a stored label stays readable, without what nobody sees', () => {
  expect(shownLine().parse('姓\u202e名\n')).toBe('姓名');
  expect(Field.parse({ ...fieldOf('text'), label: '姓\u0007名' }).label).toBe('姓名');
});

test('labels of code lists and names of departments are shown without what nobody sees', () => {
  const codes = [
    { code: '1\u200b', label: '男\u202e', aliases: ['男\u0007性'] },
    { code: '2', label: '女' },
  ];
  expect(CodeList.parse({ id: 'sex', name: '性\u2067别', standard: 'GB/T\u00852261.1', codes })).toMatchObject({
    name: '性别',
    standard: 'GB/T2261.1',
    codes: [{ code: '1', label: '男', aliases: ['男性'] }, { label: '女' }],
  });
  expect(Department.parse({ id: 'police', name: '市\u202e公安局', aliases: ['公安\u0007局'] })).toMatchObject({
    name: '市公安局',
    aliases: ['公安局'],
  });
});

test.each([
  ['added', addDepartmentRoute.body, { id: 'police' }],
  ['changed', changeDepartmentRoute.body, {}],
])('a department is not %s under such a name', (_, body, rest) => {
  const named = (name: string) => body?.safeParse({ ...rest, name, reason: '更名' }).success;
  expect([named('市\u202e公安局'), named('市公安局')]).toEqual([false, true]);
});
