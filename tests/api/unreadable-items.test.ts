import { expect, test } from 'vitest';
import { z } from 'zod';
import { storedItem } from '../../lib/adapters/dynamodb/stored-item.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { lambdaContext, type LogLine } from './invoke.ts';

const thing = storedItem({
  name: 'thing',
  key: ['id'],
  parse: (item) => z.object({ id: z.string(), state: z.enum(['open', 'closed']) }).parse(item),
});

test('a sweep goes on past an unreadable item, and logs it by a code that an alarm counts', async () => {
  const lines: LogLine[] = [];
  const swept: string[] = [];
  const sweep = scheduled(
    () => [
      { id: 'a', state: 'open' },
      { id: 'b', state: '王芳', schema: 2 },
      { id: 'c', state: 'closed' },
    ],
    async (items) => {
      for (const { id } of thing.readAll(items)) swept.push(id);
    },
    (level, code, facts = {}) => lines.push({ level, code, facts }),
  );
  await sweep({}, lambdaContext('r'));
  expect(swept).toEqual(['a', 'c']);
  expect(lines).toEqual([
    {
      level: 'error',
      code: 'item-unreadable',
      facts: expect.objectContaining({
        failure: 'item-unreadable',
        item: 'thing',
        key: 'b',
        schema: 2,
        'cause.issues': ['state: invalid_value'],
      }),
    },
  ]);
  expect(JSON.stringify(lines)).not.toContain('王芳');
});
