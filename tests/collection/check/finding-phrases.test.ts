import { describe, expect, test } from 'vitest';
import { toFinding } from '../../../lib/collection/ingest/rows/finding-sink.ts';
import { findingPhrases } from '../../../schemas/collection/finding-phrases.ts';
import { contentOf, field } from './sample-content.ts';

describe.each(Object.entries(findingPhrases))('%s', (code, { title, detail }) => {
  test('says in whole sentences what is wrong and what to do', () => {
    expect(code).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(title).toMatch(/^[^。{}]{2,20}$/u);
    expect(detail).toMatch(/。.*。$/u);
    expect(detail).toMatch(/请|建议|不必/u);
    expect(detail).not.toMatch(/您|你|错误地|不应该|\{(?:value|cell|text)\}/u);
  });
});

test('a finding names the cell as the officer sees it', () => {
  const content = contentOf([field('name', '姓名', 'text', { length: 5 }), field('phone', '联系电话', 'phone')]);
  const position = { sheet: '数据', row: 7, columns: [27, -1] };
  expect(
    toFinding(
      { field: 0, code: 'text-too-long', severity: 'error', facts: { limit: 5, length: 8 } },
      content,
      position,
    ),
  ).toEqual({
    code: 'text-too-long',
    severity: 'error',
    sheet: '数据',
    row: 7,
    column: 'AB',
    field: 'name',
    label: '姓名',
    detail: '“姓名”最多 5 个字，现有 8 个字。请精简内容，或联系市政府信息中心调整目录中的长度。',
  });
  expect(toFinding({ field: 1, code: 'phone-format', severity: 'error' }, content, position)).toEqual({
    code: 'phone-format',
    severity: 'error',
    sheet: '数据',
    row: 7,
    field: 'phone',
    label: '联系电话',
    detail:
      '“联系电话”不是有效的电话号码。填写 11 位手机号码，或“区号-号码”形式的固定电话，一格只填一个号码。请核对后重新填写。',
  });
  expect(
    toFinding({ field: 0, code: 'duplicate-key', severity: 'error', facts: { otherRow: 4 } }, content, position),
  ).toMatchObject({ otherRow: 4, detail: expect.stringContaining('第 4 行') });
});
