import * as sheets from '../../schemas/collection/update-sheet-routes.ts';
import { readPeopleRoute, keepPeopleRoute } from '../../schemas/departments/people-routes.ts';
import { listTasksRoute } from '../../schemas/departments/routes.ts';
import { listDatasetStatesRoute } from '../../schemas/records/routes.ts';
import type { Walkers } from './walk-routes.ts';

/** A sheet that is signed, returned, signed again and confirmed, then renewed; the dataset has been linked. */
export async function walkUpdateSheet({ provider, operator }: Walkers, dataset: string) {
  const person = { name: '走读人员', duty: '走读', phone: '0395-3177000' };
  const own = { department: 'public-security' };
  const people = await provider.api.call(readPeopleRoute, { params: own });
  const kept = await provider.api.call(keepPeopleRoute, {
    params: own,
    body: { inCharge: person, contacts: [person], lockVersion: people.people?.lockVersion ?? 0 },
  });
  const params = { dataset };
  const { proposal } = await provider.api.call(sheets.readUpdateSheetRoute, { params });
  const signed = (lockVersion: number) => ({
    params,
    body: {
      lockVersion,
      channel: 'excel' as const,
      start: proposal.from ?? '',
      peopleVersion: kept.people?.lockVersion ?? 0,
      contact: 0,
    },
  });
  await provider.api.call(sheets.signUpdateSheetRoute, signed(0));
  await operator.api.call(sheets.returnUpdateSheetRoute, { params, body: { lockVersion: 1, reason: '逐条走一遍' } });
  await provider.api.call(sheets.signUpdateSheetRoute, signed(2));
  await operator.api.call(sheets.confirmUpdateSheetRoute, { params, body: { lockVersion: 3 } });
  await provider.api.call(sheets.signUpdateSheetRoute, signed(4));
  const { inForce, earlier } = await operator.api.call(sheets.confirmUpdateSheetRoute, {
    params,
    body: { lockVersion: 5 },
  });
  await provider.api.call(listTasksRoute, {});
  await provider.api.call(listDatasetStatesRoute, { query: { datasets: dataset } });
  for (const print of [sheets.downloadSheetDocumentRoute, sheets.downloadSheetPdfRoute])
    await provider.api.call(print, { params: { dataset, number: 1 } });
  return { inForce: inForce?.number, earlier: earlier.map(({ number }) => number) };
}
