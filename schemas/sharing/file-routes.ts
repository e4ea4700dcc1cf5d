import { z } from 'zod';
import { Actors } from '../departments/actor.ts';
import { Instant } from '../kernel/day.ts';
import { printableLine } from '../kernel/printable-line.ts';
import { route } from '../kernel/route.ts';
import { fileRefusals as refusals } from './file-refusals.ts';
import { FileFormat, GrantFileView, maxFilesPerDay } from './grant-file.ts';
import { useRefusals } from './use-refusals.ts';

const ofGrant = z.object({ grant: z.ulid() });
const ofFile = z.object({ grant: z.ulid(), file: z.ulid() });
const none = z.object({});

/** As for uses by other ways: who may see what is itself a secret. */
const consumers = ['consumer', 'provider'] as const;
const readers = ['consumer', 'provider', 'operator'] as const;

const counting = '计量规则：取用一个文件计一次调用，文件有几条计几条；制作不计，文件涉及的主体不计入每日主体数。';

const terms = {
  'grant-not-found': useRefusals['grant-not-found'],
  'grant-not-begun': useRefusals['grant-not-begun'],
  'grant-expired': useRefusals['grant-expired'],
  'grant-revoked': useRefusals['grant-revoked'],
  'grant-suspended': useRefusals['grant-suspended'],
  'grant-superseded': useRefusals['grant-superseded'],
  'dataset-not-shared': useRefusals['dataset-not-shared'],
  'way-not-granted': useRefusals['way-not-granted'],
  'matter-not-granted': useRefusals['matter-not-granted'],
  'case-number-missing': useRefusals['case-number-missing'],
};
const notFound = {
  'grant-not-found': useRefusals['grant-not-found'],
  'file-not-found': refusals['file-not-found'],
};
const WithActors = z.object({ file: GrantFileView, actors: Actors });

export const prepareGrantFileRoute = route({
  operation: 'prepare-grant-file',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/grants/{grant}/files',
  summary:
    '按授权制作文件：授权范围内现有的全部数据，NDJSON、CSV 或 Excel，在后台制作。同一格式正在制作时，给出正在制作的那一个；' +
    `一个授权 24 小时内最多 ${maxFilesPerDay} 个。${counting}`,
  callers: consumers,
  params: ofGrant,
  query: none,
  body: z
    .object({
      format: FileFormat,
      caseNumber: printableLine({ min: 1, max: 100 }),
      matter: printableLine({ min: 1, max: 200 }).optional(),
    })
    .strict(),
  answer: { status: 201, body: GrantFileView },
  refusals: {
    ...terms,
    'too-many-files': refusals['too-many-files'],
    'file-above-quota': refusals['file-above-quota'],
    'file-too-large': refusals['file-too-large'],
  },
  idempotent: true,
});

export const listGrantFilesRoute = route({
  operation: 'list-grant-files',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/grants/{grant}/files',
  summary: '列出一个授权最近 30 天的文件，最近制作的在前：状态、条数、大小；双方看到的相同。',
  callers: readers,
  params: ofGrant,
  query: none,
  body: null,
  answer: { status: 200, body: z.object({ items: z.array(GrantFileView), actors: Actors }) },
  refusals: { 'grant-not-found': notFound['grant-not-found'] },
});

export const readGrantFileRoute = route({
  operation: 'read-grant-file',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/grants/{grant}/files/{file}',
  summary: '查看一个文件：是否制作完成、条数、大小、校验和、可以取到什么时候；没有制作成功的，说明原因。',
  callers: readers,
  params: ofFile,
  query: none,
  body: null,
  answer: { status: 200, body: WithActors },
  refusals: notFound,
});

export const fetchGrantFileRoute = route({
  operation: 'fetch-grant-file',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/grants/{grant}/files/{file}/fetch',
  summary:
    '取用一个文件：给出一次下载地址，60 秒内有效，此后不再给出；下载没有完成的，请重新制作。' +
    `取用前留下使用记录。${counting}`,
  callers: consumers,
  params: ofFile,
  query: none,
  body: z.object({}).strict(),
  answer: {
    status: 200,
    body: z.object({
      url: z.url(),
      /** The address is no longer valid then. */
      validUntil: Instant,
      file: GrantFileView,
    }),
  },
  refusals: {
    ...terms,
    'file-not-found': refusals['file-not-found'],
    'file-not-ready': refusals['file-not-ready'],
    'file-failed': refusals['file-failed'],
    'file-expired': refusals['file-expired'],
    'file-fetched': refusals['file-fetched'],
    'quota-calls': useRefusals['quota-calls'],
    'quota-rows': useRefusals['quota-rows'],
    'quota-subjects': useRefusals['quota-subjects'],
    'quota-minute': useRefusals['quota-minute'],
  },
  rateLimited: true,
});

export const fileRoutes = [
  prepareGrantFileRoute,
  listGrantFilesRoute,
  readGrantFileRoute,
  fetchGrantFileRoute,
] as const;
