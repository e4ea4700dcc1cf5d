import {
  confirmSourceRoute,
  readSourceRoute,
  registerSourceRoute,
  setSourceSecretRoute,
  testSourceRoute,
} from '../../../../schemas/collection/sources/routes.ts';
import { connectAs, declareTable, insertVehicles } from '../channels/vehicles-table.ts';
import { type City, cityRows, waitFor } from './city.ts';
import { readDepartment } from './service-source.ts';

const params = { dataset: 'vehicles', channel: 'database' } as const;
const rowCount = 45;

/**
 * Fills the department's front-end table, registers, tests and confirms it, waits for the first run, and links the
 * dataset. Without PostgreSQL on this machine it is left out, and `say` names it.
 */
export async function connectTable(city: City, say: (sentence: string) => void): Promise<void> {
  const { database } = readDepartment(city.stateDir);
  if (database === null) return say('这台机器上没有可用的 PostgreSQL，演示数据中没有车辆信息的前置库表。');
  const writer = await connectAs(database.writer, database);
  try {
    await insertVehicles(writer, cityRows(params.dataset, rowCount));
  } finally {
    await writer.end();
  }
  const { api } = city.department('public-security');
  await api.call(registerSourceRoute, {
    params,
    body: { declaration: declareTable(database), timetable: { times: '30 1 * * *', reconcile: '0 4 * * 0' } },
  });
  const secret = { user: database.user, password: database.password };
  await api.call(setSourceSecretRoute, { params, body: { secret } });
  await api.call(testSourceRoute, { params });
  await city.centre.api.call(confirmSourceRoute, { params, body: {} });
  await waitFor('前置库表的首次读取', async () => {
    const { running, health } = await city.centre.api.call(readSourceRoute, { params });
    return running === undefined ? health.lastSuccess : undefined;
  });
  await city.confirmLink(params.dataset, params.channel);
}
