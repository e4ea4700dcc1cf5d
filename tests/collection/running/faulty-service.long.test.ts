import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  departmentServiceDeclaration,
  departmentServiceSecret,
} from '../../../infra/local/demo-department/department-service-declaration.ts';
import {
  startDepartmentService,
  type DepartmentService,
} from '../../../infra/local/demo-department/department-service.ts';
import { ServiceFault } from '../../../infra/local/demo-department/service-fault.ts';
import { readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import type { Source } from '../../../schemas/collection/sources/source.ts';
import { readDatasetStateRoute } from '../../../schemas/records/routes.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { ask, recordsOf, runCollection } from '../../running/running-collection.ts';
import { sourceAt } from '../../running/running-source.ts';

const dataset = 'elderly-cards';
const provider = { ...callerWithRole('provider'), department: 'civil-affairs' };
const source = sourceAt(dataset, 'interface', provider);

let service: DepartmentService;
let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  service = await startDepartmentService({ count: 180 });
  running = await runCollection({
    SOURCE_ADDRESSES: `127.0.0.1:${service.port}`,
    // Leaves time to look at what a failure left, before the retry.
    SOURCE_RETRY_SECONDS: '5',
    LEASE_SECONDS: '5',
  });
  await running.startWorker();
  const declaration = departmentServiceDeclaration(service.url);
  // Everything changed within the last hour is in every increment: all of it comes in several pages each time.
  await source.register(
    {
      ...declaration,
      limits: { ...declaration.limits, timeoutSeconds: 1 },
      increment: { kind: 'update-time', form: 'yyyy-MM-dd HH:mm:ss', overlapSeconds: 3_600 },
    },
    departmentServiceSecret,
    { times: '* * * * *', reconcile: 'never' },
  );
});
afterAll(async () => {
  await running?.close();
  await service?.close();
});

const held = () => [...service.records.values()].filter(({ deleted }) => !deleted);
const shown = async () =>
  (await recordsOf(dataset, provider))
    .map(({ values }) => `${values['card_number']} ${values['issuing_authority'] ?? ''}`)
    .toSorted();
const wanted = () =>
  held()
    .map(({ cardNo, issueOrg }) => `${cardNo} ${issueOrg ?? ''}`)
    .toSorted();
const publications = async () =>
  readDatasetStateRoute.answer.body.parse(await ask(readDatasetStateRoute, { params: { dataset }, caller: provider }))
    .publications.length;
const failuresOf = ({ health }: Source) => Math.max(0, -health.streak);

test('a service in good order is read to its end, and equal receipts say so', async () => {
  expect(await source.test()).toMatchObject({ ok: true, rejected: 0 });
  await source.confirm();
  const { health } = await source.until((now) => now.health.lastSuccess !== undefined);
  expect(health.lastSuccess).toMatchObject({ rows: 180, pages: 4, rejected: 0 });
  expect(await shown()).toEqual(wanted());
  const { rowCounts } = readDeliveryRoute.answer.body.parse(
    await ask(readDeliveryRoute, { params: { delivery: health.lastSuccess?.delivery ?? '' }, caller: provider }),
  );
  expect(rowCounts).toMatchObject({ read: 180, new: 180, changed: 0, unchanged: 0, rejected: 0 });
});

/** The code of each fault (source-faults.ts); repeated rows are found when the pages are compared. */
const documented: Readonly<Record<ServiceFault, readonly string[]>> = {
  'http-500': ['http-status'],
  timeout: ['timed-out'],
  'slow-drip': ['timed-out'],
  truncated: ['connection-lost'],
  'duplicate-page': ['page-repeated'],
  'shuffled-pages': ['rows-repeated'],
  shrinking: ['total-changed'],
  'wrong-encoding': ['encoding-wrong'],
  endless: ['paging-endless', 'total-differs', 'total-changed', 'rows-repeated'],
  'business-error': ['business-error'],
  'redirect-forbidden': ['address-forbidden'],
  'too-many-requests': ['too-many-requests'],
  oversize: ['answer-too-large'],
};

describe.each(ServiceFault.options)('%s', (fault) => {
  test('ends in its documented state and changes nothing that anyone sees; when it is over, the source recovers by itself', async () => {
    const [before, published] = [await shown(), await publications()];
    service.behave(fault);
    // The department goes on working meanwhile.
    const [first] = held();
    if (first === undefined) throw new Error('no record');
    service.put({
      cardNo: first.cardNo,
      issueDate: first.issueDate,
      issueOrg: `改于 ${fault}`,
      careState: first.careState,
    });
    await source.operate('run-now');
    const failed = await source.until((now) => failuresOf(now) > 0 && now.running === undefined, 60);
    expect(documented[fault]).toContain(failed.health.lastFailure?.code);
    expect(failed.health.lastFailure?.detail).toMatch(/^[\p{Script=Han}“].*。$/u);
    expect(await shown()).toEqual(before);
    expect(await publications()).toBe(published);

    service.behave(null);
    const recovered = await source.until((now) => now.health.streak > 0 && now.running === undefined, 90);
    expect(recovered.health.breaker).toBe('closed');
    expect(await shown()).toEqual(wanted());
    expect(await source.rejectedRows()).toEqual([]);
  });
});
