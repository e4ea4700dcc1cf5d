import { z } from 'zod';
import { route } from '../kernel/route.ts';
import { CodeList } from './code-list.ts';
import { catalogueRefusals } from './refusals.ts';
import { CodeListListing } from './views.ts';

const noParams = z.object({});

export const listCodeListsRoute = route({
  function: 'list-code-lists',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/code-lists',
  summary: '列出代码表。',
  callers: 'signed-in',
  params: noParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: z.object({ items: z.array(CodeListListing) }) },
  refusals: {},
});

export const readCodeListRoute = route({
  function: 'read-code-list',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/code-lists/{codeList}',
  summary: '查看一个代码表的全部代码和名称。',
  callers: 'signed-in',
  params: z.object({ codeList: CodeList.shape.id }),
  query: noParams,
  body: null,
  answer: { status: 200, body: CodeList },
  refusals: { 'code-list-not-found': catalogueRefusals['code-list-not-found'] },
});
