import { expect, test } from 'vitest';
import type { Actor } from '../../schemas/departments/actor.ts';
import { nameActor } from '../../schemas/departments/name-actor.ts';

const actors: readonly Actor[] = [
  { account: 'zhao-min', name: '赵敏', department: 'civil-affairs', departmentName: '市民政局' },
  { account: 'wang-fang', department: 'public-security', departmentName: '市公安局' },
];

test.each([
  ['a person whom the reader may know', actors, 'zhao-min', '赵敏（市民政局）'],
  ['a person of another department', actors, 'wang-fang', '市公安局'],
  ['the platform', actors, 'platform', '平台'],
  ['an account that is removed', actors, 'gone', '未登记的账号 gone'],
  ['an account that the answer doesn’t name', undefined, 'zhao-min', 'zhao-min'],
])('names %s', (_who, known, account, name) => {
  expect(nameActor(known, account)).toBe(name);
});
