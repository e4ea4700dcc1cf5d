import { z } from 'zod';
import { route } from '../kernel/route.ts';
import { SignedGrantDocument } from './grant-document.ts';
import { useRefusals } from './use-refusals.ts';

export const readGrantDocumentRoute = route({
  operation: 'read-grant-document',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/grants/{grant}/document',
  summary:
    '取得一个授权的授权书：授权的全部内容，另附 ODRL 2.2（W3C）的表述供数据空间连接器读取，以签发证照的密钥签名，' +
    '公钥见 /keys。只有双方和信息中心可以取得；现在的状态以 read-grant 为准。',
  callers: ['consumer', 'provider', 'operator'],
  params: z.object({ grant: z.ulid() }),
  query: z.object({}),
  body: null,
  answer: { status: 200, body: SignedGrantDocument },
  refusals: { 'grant-not-found': useRefusals['grant-not-found'] },
});

export const documentRoutes = [readGrantDocumentRoute] as const;
