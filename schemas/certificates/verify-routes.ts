import { z } from 'zod';
import { Day } from '../kernel/day.ts';
import { route } from '../kernel/route.ts';
import { CertificateId } from './document.ts';
import { Validity } from './validity.ts';

const none = z.object({});

/** No more than the paper shows; names and numbers masked. */
export const VerificationResult = z
  .object({
    validity: Validity,
    title: z.string(),
    sentence: z.string(),
    good: z.boolean(),
    day: Day,
    certificate: z
      .object({
        type: z.string(),
        number: z.string(),
        holder: z.string(),
        issuer: z.string(),
        issued: Day,
        effective: Day.optional(),
        expiring: Day.optional(),
        version: z.string(),
      })
      .strict()
      .optional(),
    newest: z.url().optional(),
  })
  .strict();
export type VerificationResult = z.infer<typeof VerificationResult>;

const tooMany = {
  'too-many-verifications': {
    status: 429,
    title: '核验太频繁',
    detail: '短时间内核验次数太多，请一分钟后再试。证照本身不受影响。',
  },
} as const;

export const verifyCertificateRoute = route({
  operation: 'verify-certificate',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/verify/{identifier}',
  summary: '凭二维码中的证照标识和核验码核验一份证照今天是否有效；任何人可用，不透露证面以外的信息。',
  callers: 'anyone',
  params: z.object({ identifier: CertificateId }),
  query: z.object({ token: z.string().max(100) }),
  body: null,
  answer: { status: 200, body: VerificationResult },
  refusals: tooMany,
});

export const verifyPageRoute = route({
  operation: 'verify-page',
  room: 'certificates',
  method: 'GET',
  path: '/verify',
  summary: '核验页面：扫码直接显示核验结果，也可以在浏览器里核验 PDF、OFD、JSON 文件（文件不上传）。',
  callers: 'anyone',
  params: none,
  query: z.object({ id: z.string().max(300).optional(), token: z.string().max(100).optional() }),
  body: null,
  answer: { status: 200, file: 'text/html; charset=utf-8' },
  refusals: {},
  runsScripts: true,
});

export const verifyScriptRoute = route({
  operation: 'verify-script',
  room: 'certificates',
  method: 'GET',
  path: '/verify/script.js',
  summary: '核验页面的程序：在浏览器里核验文件。',
  callers: 'anyone',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, file: 'text/javascript; charset=utf-8' },
  refusals: {},
  cacheSeconds: 300,
});

export const verifyRoutes = [verifyCertificateRoute, verifyPageRoute, verifyScriptRoute] as const;
