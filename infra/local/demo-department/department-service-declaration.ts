import { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';

/** No secret: it opens only the demo service on 127.0.0.1. */
export const departmentServiceSecret = { appKey: 'guiji-demo', secret: 'local-secret-of-the-demo-department' } as const;

/** A header, which pages of other sites cannot send. */
export const departmentServiceControl = {
  header: 'x-control-key',
  key: 'local-control-of-the-demo-department',
} as const;

export const departmentServicePath = '/mzj/api/v1/elderly-cards';

/** `url` has no path. */
export function departmentServiceDeclaration(url: string): InterfaceDeclaration {
  return InterfaceDeclaration.parse({
    channel: 'interface',
    name: '养老信息查询接口（演示）',
    request: {
      method: 'GET',
      url: `${url}${departmentServicePath}`,
      query: { page: '{{page}}', size: '{{size}}', since: '{{since}}', until: '{{until}}' },
    },
    authentication: {
      kind: 'signature',
      algorithm: 'hmac-sha256',
      text: '{{appKey}}\n{{timestamp}}\n{{nonce}}\n{{method}}\n{{path}}\n{{query}}',
      encoding: 'hex',
      headers: {
        'X-App-Key': '{{appKey}}',
        'X-Timestamp': '{{timestamp}}',
        'X-Nonce': '{{nonce}}',
        'X-Signature': '{{signature}}',
      },
    },
    answer: { format: 'json', records: 'data.list', success: { path: 'code', is: ['0'] }, total: 'data.total' },
    fields: [
      { field: 'card_number', from: 'cardNo' },
      { field: 'issued_on', from: 'issueDate' },
      { field: 'issuing_authority', from: 'issueOrg' },
      { field: 'care_status', from: 'careState', codes: { HOME: '1', COMMUNITY: '2', INSTITUTION: '3', OTHER: '9' } },
    ],
    deletion: { from: 'deleted', is: ['1'] },
    paging: { kind: 'page', first: 1, size: 50 },
    increment: { kind: 'update-time', form: 'yyyy-MM-dd HH:mm:ss', overlapSeconds: 60 },
    limits: { timeoutSeconds: 5, pageBytes: 1_000_000, pages: 200 },
  });
}
