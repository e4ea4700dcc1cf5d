import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  departmentServiceControl,
  departmentServiceDeclaration,
  departmentServiceSecret,
} from '../../../../infra/local/demo-department/department-service-declaration.ts';

export const Answer = z.object({
  code: z.string(),
  data: z.object({
    total: z.int(),
    page: z.int(),
    size: z.int(),
    list: z.array(
      z.object({
        cardNo: z.string(),
        careState: z.string().nullable(),
        updateTime: z.string(),
        deleted: z.enum(['0', '1']),
      }),
    ),
  }),
});
export type Answer = z.infer<typeof Answer>;

/** The declared signature headers. */
export function signed(
  path: string,
  query: string,
  {
    timestamp = String(Date.now()),
    nonce = randomUUID(),
    secret,
    appKey,
  }: { timestamp?: string; nonce?: string; secret: string; appKey: string } = departmentServiceSecret,
): Record<string, string> {
  const signature = createHmac('sha256', secret)
    .update([appKey, timestamp, nonce, 'GET', path, query].join('\n'))
    .digest('hex');
  return { 'X-App-Key': appKey, 'X-Timestamp': timestamp, 'X-Nonce': nonce, 'X-Signature': signature };
}

/** Calls the service as declared, with the placeholders filled. */
export async function call(
  url: string,
  placeholders: { page?: number; size?: number; since?: string; until?: string } = {},
  signal?: AbortSignal,
): Promise<Response> {
  const filled: Record<string, string> = {
    page: '1',
    size: '50',
    since: '',
    until: '',
    ...Object.fromEntries(Object.entries(placeholders).map(([name, value]) => [name, String(value)])),
  };
  const { request } = departmentServiceDeclaration(url);
  const address = new URL(request.url);
  for (const [name, template] of Object.entries(request.query))
    address.searchParams.set(
      name,
      template.replace(/^\{\{(\w+)\}\}$/, (_, placeholder: string) => filled[placeholder] ?? ''),
    );
  return fetch(address, {
    headers: { ...request.headers, ...signed(address.pathname, address.search.slice(1)) },
    redirect: 'manual',
    ...(signal === undefined ? {} : { signal }),
  });
}

export async function pageSchema(url: string, placeholders: Parameters<typeof call>[1] = {}): Promise<Answer['data']> {
  return Answer.parse(await (await call(url, placeholders)).json()).data;
}

export async function control(
  url: string,
  {
    method,
    path,
    body,
    key = departmentServiceControl.key,
  }: { readonly method: string; readonly path: string; readonly body?: unknown; readonly key?: string },
): Promise<number> {
  return (
    await fetch(`${url}${path}`, {
      method,
      headers: { [departmentServiceControl.header]: key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  ).status;
}
