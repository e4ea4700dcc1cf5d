import { expect, test } from 'vitest';
import { consequencesOf } from '../../../portal/src/collection/sources/register/consequences.ts';
import { placeOf } from '../../../portal/src/collection/sources/register/places.ts';
import { secretPartNames } from '../../../schemas/collection/sources/secret-binding.ts';
import { SourceDeclaration } from '../../../schemas/collection/sources/source.ts';

const declaration = SourceDeclaration.parse({ channel: 'database', system: 'mysql', host: 'a.cn', port: 3306 });
const elsewhere = SourceDeclaration.parse({ ...declaration, host: 'b.cn' });
const secret = { parts: ['user', 'password'], at: '2020-12-01T00:00:00.000Z', boundTo: 'mysql a.cn:3306 TLS' };

test.each([
  ['a new source', null, declaration, ['确认以前平台不会按时间表读取']],
  ['a running one', { state: 'running' as const, declaration }, declaration, ['修改后立即停止读取']],
  ['one that keeps its secret', { state: 'paused' as const, declaration, secret }, declaration, ['已暂停', '继续使用']],
  ['one that moves', { state: 'running' as const, declaration, secret }, elsewhere, ['立即停止', '凭据会被删除']],
  [
    'one that moved before the binding was kept',
    { state: 'returned' as const, declaration, secret: { parts: [], at: secret.at } },
    elsewhere,
    ['已退回', '凭据会被删除'],
  ],
])('%s', (_, source, next, said) => {
  const sentences = consequencesOf(source, next);
  expect(sentences).toHaveLength(said.length);
  said.forEach((part, i) => expect(sentences[i]).toContain(part));
});

test.each([
  ['interface' as const, '/body/declaration/request/headers/X-A', 'address', '请求头'],
  ['interface' as const, '/body/declaration/fields/holder/from', 'mapping', '信息项对应'],
  ['interface' as const, '/body/declaration/limits/pages', 'timetable', '一次读取的页数'],
  ['database' as const, '/body/declaration/columns/holder', 'table', '列名'],
  ['database' as const, '/body/timetable/times', 'timetable', '什么时候读取'],
  ['database' as const, '/body/unknown', 'address', '登记内容'],
])('of a %s, %s is asked in step %s as %s', (channel, pointer, step, label) => {
  expect(placeOf(channel, pointer)).toEqual({ step, label });
});

test('a database needs an account and its password', () => {
  expect(secretPartNames(declaration)).toEqual(['user', 'password']);
});
