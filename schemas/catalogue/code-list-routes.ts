import { z } from 'zod';
import { route } from '../kernel/route.ts';
import { CodeList } from './code-list.ts';
import { catalogueRefusals } from './refusals.ts';
import { CodeListListing } from './views.ts';

const noParams = z.object({});

export const listCodeListsRoute = route({
  operation: 'list-code-lists',
  room: 'catalogue',
  method: 'GET',
  path: '/api/v1/code-lists',
  summary: '列出代码表；with=codes 时附全部代码和名称。',
  callers: 'signed-in',
  params: noParams,
  query: z.object({ with: z.enum(['codes']).optional() }),
  body: null,
  answer: { status: 200, body: z.object({ items: z.array(CodeListListing) }) },
  refusals: {},
});

export const readCodeListRoute = route({
  operation: 'read-code-list',
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

const Reason = z.string().min(2).max(500);

export const addCodeListRoute = route({
  operation: 'add-code-list',
  room: 'catalogue',
  method: 'POST',
  path: '/api/v1/code-lists',
  summary: '增加一个代码表（信息中心；提供部门的编号须以本部门编号和短横线开头）。',
  callers: ['provider', 'operator'],
  params: noParams,
  query: noParams,
  body: CodeList.extend({ reason: Reason }).strict(),
  answer: { status: 201, body: CodeList },
  refusals: {
    'code-list-id-not-yours': catalogueRefusals['code-list-id-not-yours'],
    'code-list-exists': catalogueRefusals['code-list-exists'],
    'code-list-ambiguous': catalogueRefusals['code-list-ambiguous'],
  },
  idempotent: true,
});

export const changeCodeListRoute = route({
  operation: 'change-code-list',
  room: 'catalogue',
  method: 'PUT',
  path: '/api/v1/code-lists/{codeList}',
  summary: '扩充一个代码表，须写出全部内容：已有代码和名称不能减少（信息中心）。',
  callers: ['operator'],
  params: z.object({ codeList: CodeList.shape.id }),
  query: noParams,
  body: CodeList.omit({ id: true }).extend({ reason: Reason }).strict(),
  answer: { status: 200, body: CodeList },
  refusals: {
    'code-list-not-found': catalogueRefusals['code-list-not-found'],
    'code-list-ambiguous': catalogueRefusals['code-list-ambiguous'],
    'code-list-narrowed': catalogueRefusals['code-list-narrowed'],
  },
});
