import { z } from 'zod';
import { decimalInteger } from '../kernel/decimal-integer.ts';
import { route } from '../kernel/route.ts';
import { TypeId } from './certificate-type.ts';
import { KeySet } from './key-set.ts';

const none = z.object({});

export const readKeysRoute = route({
  operation: 'read-keys',
  room: 'certificates',
  method: 'GET',
  path: '/keys',
  summary: '取得签发证照的全部公钥（JWK Set），含已停用的，供离线核验签名。',
  callers: 'anyone',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, body: KeySet },
  refusals: {},
  cacheSeconds: 300,
});

export const readStatusListRoute = route({
  operation: 'read-status-list',
  room: 'certificates',
  method: 'GET',
  path: '/status-lists/{type}/{year}',
  summary: '取得一个证照类型在一个签发年份的状态清单（签名的 Token Status List），供离线核对证照状态。',
  callers: 'anyone',
  params: z.object({ type: TypeId, year: decimalInteger({ min: 1900, max: 9999 }) }),
  query: none,
  body: null,
  answer: { status: 200, file: 'application/statuslist+jwt' },
  refusals: {
    'status-list-not-found': {
      status: 404,
      title: '没有这份状态清单',
      detail:
        '没有 {type} 在 {year} 年的状态清单，这一年没有签发过这类证照。请按证照文件中 status_list 给出的地址取用。',
    },
    'status-list-not-ready': {
      status: 503,
      title: '状态清单正在生成',
      detail: '{type} 在 {year} 年的第一份状态清单正在生成，签发后一般一两分钟内完成。请稍后再取。',
    },
  },
  cacheSeconds: 60,
});

export const keyRoutes = [readKeysRoute, readStatusListRoute] as const;
