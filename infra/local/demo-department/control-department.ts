import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { DepartmentRecord } from './department-record.ts';
import type { DepartmentRegister } from './department-register.ts';
import { departmentServiceControl } from './department-service-declaration.ts';
import { ServiceFault } from './service-fault.ts';

const Behaviour = z.strictObject({ fault: ServiceFault.nullable() });
const maxBodyBytes = 10_000;

/** Handles `POST /behave {"fault": …}`, `PUT` and `DELETE /records/{cardNo}`; answers false for anything else. */
export function controlDepartment(
  register: DepartmentRegister,
  behave: (fault: ServiceFault | null) => void,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const cardNo = /^\/records\/([^/]+)$/.exec(pathname)?.[1];
    if (pathname !== '/behave' && cardNo === undefined) return false;
    response.statusCode = await act(request, cardNo === undefined ? undefined : decodeURIComponent(cardNo));
    response.end();
    return true;
  };

  async function act(request: IncomingMessage, cardNo: string | undefined): Promise<number> {
    if (request.headers[departmentServiceControl.header] !== departmentServiceControl.key) return 401;
    if (cardNo === undefined) {
      if (request.method !== 'POST') return 405;
      const behaviour = Behaviour.safeParse(await parseBody(request));
      if (behaviour.success) behave(behaviour.data.fault);
      return behaviour.success ? 204 : 400;
    }
    if (request.method === 'DELETE') return register.remove(cardNo) ? 204 : 404;
    if (request.method !== 'PUT') return 405;
    const record = DepartmentRecord.safeParse({
      ...z.record(z.string(), z.unknown()).safeParse(await parseBody(request)).data,
      cardNo,
    });
    if (record.success) register.put(record.data);
    return record.success ? 204 : 400;
  }
}

async function parseBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  try {
    return size > maxBodyBytes ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
