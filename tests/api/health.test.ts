import { expect, test } from 'vitest';
import { grants } from '../../infra/deployment/grants.ts';
import { healthRoute } from '../../schemas/openapi/routes.ts';
import { handlerOf } from './handler-of.ts';
import { httpEvent, invoke } from './invoke.ts';

test('a monitor learns that the API answers, and nothing else', async () => {
  const answer = await invoke(await handlerOf(healthRoute), httpEvent(healthRoute));
  expect([answer.statusCode, answer.json, answer.headers['cache-control']]).toEqual([
    200,
    { status: 'ok' },
    'no-store',
  ]);
});

test('the function that answers may read nothing', () => {
  expect(grants['documents-public']).toEqual([]);
});
