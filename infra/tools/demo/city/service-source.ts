import { existsSync, readFileSync } from 'node:fs';
import {
  confirmSourceRoute,
  operateSourceRoute,
  readSourceRoute,
  registerSourceRoute,
  setSourceSecretRoute,
  testSourceRoute,
} from '../../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import {
  departmentServiceDeclaration,
  departmentServiceSecret,
} from '../../../local/demo-department/department-service-declaration.ts';
import { DemoDepartment, demoDepartmentFile } from '../../../local/demo-department/open-department.ts';
import { serviceControl } from '../channels/run-service.ts';
import { type City, waitFor } from './city.ts';

const params = { dataset: 'elderly-cards', channel: 'interface' } as const;

/** Registers, tests and confirms the department's service, and waits for the first run. */
export async function connectService(city: City): Promise<void> {
  const { api } = city.department('civil-affairs');
  const url = serviceUrl(city.stateDir);
  await serviceControl(url).behave(null);
  await api.call(registerSourceRoute, {
    params,
    body: {
      declaration: departmentServiceDeclaration(url),
      timetable: { times: '30 2 * * *', reconcile: '0 3 * * 0' },
    },
  });
  await api.call(setSourceSecretRoute, { params, body: { secret: departmentServiceSecret } });
  await api.call(testSourceRoute, { params });
  await city.centre.api.call(confirmSourceRoute, { params, body: {} });
  await waitForRun(city, ({ lastSuccess }) => lastSuccess !== undefined);
}

/** The service begins to answer with an error, and a run finds out. */
export async function breakService(city: City): Promise<void> {
  await keepServiceBroken(city.stateDir);
  await city.centre.api.call(operateSourceRoute, { params, body: { operation: 'run-now', reason: '核对今天的数据' } });
  await waitForRun(city, ({ streak }) => streak < 0);
}

/** The service keeps its faults in memory: a later start of the demo repeats them. */
export async function keepServiceBroken(stateDir: string): Promise<void> {
  await serviceControl(serviceUrl(stateDir)).behave('http-500');
}

async function waitForRun(city: City, isAsWanted: (health: Source['health']) => boolean): Promise<void> {
  await waitFor('数据源的读取', async () => {
    const { running, health } = await city.centre.api.call(readSourceRoute, { params });
    return running === undefined && isAsWanted(health) ? health : undefined;
  });
}

const serviceUrl = (stateDir: string): string => readDepartment(stateDir).service.url;

/** What the demo's department offers. Throws without its file. */
export function readDepartment(stateDir: string): DemoDepartment {
  const file = demoDepartmentFile(stateDir);
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  return DemoDepartment.parse(JSON.parse(readFileSync(file, 'utf8')));
}
