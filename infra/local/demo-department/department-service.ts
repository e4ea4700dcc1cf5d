import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, stopServer } from '../listen.ts';
import { answerError, answerPage } from './answer-page.ts';
import { controlDepartment } from './control-department.ts';
import { departmentRegister, type DepartmentRegister } from './department-register.ts';
import { departmentServicePath } from './department-service-declaration.ts';
import type { ServiceFault } from './service-fault.ts';
import { ServicePageQuery, servicePage } from './service-page.ts';
import { verifySignedCall } from './signed-calls.ts';

export type DepartmentService = DepartmentRegister & {
  readonly url: string;
  readonly port: number;
  readonly behave: (fault: ServiceFault | null) => void;
  readonly close: () => Promise<void>;
};
export type DepartmentServiceSettings = {
  readonly port?: number;
  readonly count?: number;
  readonly now?: () => Date;
};

/** Serves signed JSON pages with switchable faults; records are in memory. */
export async function startDepartmentService({
  port: wanted = 0,
  count = 230,
  now = () => new Date(),
}: DepartmentServiceSettings = {}): Promise<DepartmentService> {
  const register = departmentRegister(count, now);
  const checkSignature = verifySignedCall(now);
  let fault: ServiceFault | null = null;
  const behave = (next: ServiceFault | null): void => {
    fault = next;
  };
  const control = controlDepartment(register, behave);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (await control(request, response)) return;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname !== departmentServicePath || request.method !== 'GET')
      return answerError(response, 404, '4040', '没有这个接口');
    const refusal = checkSignature(request);
    if (refusal !== null) return answerError(response, 401, '4010', refusal);
    const asked = ServicePageQuery.safeParse(Object.fromEntries(searchParams));
    if (!asked.success) return answerError(response, 200, '4001', '参数不正确');
    answerPage(response, servicePage(register.records.values(), asked.data, fault), fault);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const port = await listen(server, wanted);
  return {
    ...register,
    url: `http://127.0.0.1:${port}`,
    port,
    behave,
    close: async () => {
      const stopped = stopServer(server);
      server.closeAllConnections(); // Some hang on purpose.
      await stopped;
    },
  };
}
