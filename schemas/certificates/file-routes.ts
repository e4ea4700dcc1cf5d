import { z } from 'zod';
import { route } from '../kernel/route.ts';
import { CertificateId } from './document.ts';
import { fileRefusals } from './file-refusals.ts';
import { FileKind } from './file.ts';
import { certificateRefusals } from './refusals.ts';

export const downloadCertificateRoute = route({
  operation: 'download-certificate',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificates/{identifier}/files/{kind}',
  summary: '下载一份证照的文件：pdf、ofd，或 json（签名文档本身）。限颁证部门和市政府信息中心。',
  callers: ['provider', 'operator'],
  params: z.object({ identifier: CertificateId, kind: FileKind }),
  query: z.object({}),
  body: null,
  answer: { status: 200, file: 'application/octet-stream' },
  refusals: { 'certificate-not-found': certificateRefusals['certificate-not-found'], ...fileRefusals },
});

export const fileRoutes = [downloadCertificateRoute] as const;
