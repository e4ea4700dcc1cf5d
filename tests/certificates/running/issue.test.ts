import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { listIssuingUnits } from '../../../lib/certificates/types/issuing-units.ts';
import { syntheticRows, type SyntheticRow } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { findCertificatesRoute, readCertificateHistoryRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { listCoverageRoute, readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { confirmLinkRoute } from '../../../schemas/collection/routes.ts';
import { rollBackRoute } from '../../../schemas/records/routes.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { ask, deliver, runCollection, settled } from '../../running/running-collection.ts';
import { workbookWith } from '../../running/workbook-with.ts';

const seed = seedCertificates().find(({ type }) => type.serial === 14);
if (seed === undefined) throw new Error('no seed');
const {
  type,
  dataset: { content },
} = seed;
const divisions = listIssuingUnits(type).map(({ division }) => division);
const rows = [...syntheticRows(content, seedCodeLists(), { seed: 14, count: 120, today: '2026-11-01', divisions })];
const provider = { ...callerWithRole('provider'), department: type.department };
const operator = callerWithRole('operator');

let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  running = await runCollection({ PART_ROWS: '40' });
  await running.startWorker();
});
afterAll(() => running.close());

const coverage = async () =>
  readCoverageRoute.answer.body.parse(await ask(readCoverageRoute, { params: { type: type.type }, caller: provider }));
/** The list tells of the type what its own route tells. */
const expectListed = async ({ units: _units, at: _at, ...expected }: Awaited<ReturnType<typeof coverage>>) => {
  const { items } = listCoverageRoute.answer.body.parse(await ask(listCoverageRoute, { caller: provider }));
  const { at: _listedAt, ...listed } = items.find((one) => one.type === type.type) ?? {};
  expect(listed).toEqual(expected);
};
const until = async (holds: (now: Awaited<ReturnType<typeof coverage>>) => boolean) => {
  for (let tried = 0; ; tried += 1) {
    const now = await coverage();
    if (holds(now) || tried === 300) return now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
const deliverRows = async (all: readonly SyntheticRow[]) =>
  await settled(await deliver(type.type, 'full', await workbookWith(content, all), provider), provider);
const ofRow = async (row: SyntheticRow | undefined) => {
  const { items } = findCertificatesRoute.answer.body.parse(
    await ask(findCertificatesRoute, {
      body: JSON.stringify({ type: type.type, number: row?.['certificate_number'] }),
      caller: provider,
    }),
  );
  return items.map(({ identifier, status, document }) => ({
    identifier,
    validity: status.validity,
    version: document.CertificateVersion,
  }));
};
const versionsOf = async (identifier: string) =>
  readCertificateHistoryRoute.answer.body
    .parse(await ask(readCertificateHistoryRoute, { params: { identifier }, caller: provider }))
    .versions.map(({ generation, version, status }) => `${generation}.${version} ${status.code}`);

test('from workbooks to certificates: awaiting confirmation, new, changed, removed, back again, rolled back', async () => {
  expect((await deliverRows(rows.slice(0, 100))).status).toBe('published');
  const waiting = await coverage();
  expect([waiting.total.rows, waiting.total.outstanding.awaitingConfirmation, waiting.faceData.difference]).toEqual([
    100, 100, 0,
  ]);
  expect(waiting.units.map(({ rows: count }) => count).reduce((sum, count) => sum + count, 0)).toBe(100);
  await expectListed(waiting);

  await ask(confirmLinkRoute, {
    params: { dataset: type.type },
    body: JSON.stringify({ channel: 'excel' }),
    caller: operator,
  });
  const issued = await until(({ total }) => total.issued === 100);
  expect([
    issued.total.rows,
    issued.total.issued,
    issued.total.failed.rows,
    issued.total.outstanding.rows,
    issued.faceData.difference,
  ]).toEqual([100, 100, 0, 0, 0]);
  await expectListed(issued);
  const [first] = await ofRow(rows[0]);
  expect(first?.version).toBe('001');

  const changed = rows
    .slice(0, 105)
    .map((row, i) => (i === 0 ? { ...row, location: '漯河市源汇区某路 2 号' } : row))
    .filter((_, i) => i !== 1);
  expect((await deliverRows(changed)).rowCounts).toMatchObject({
    read: 104,
    new: 5,
    changed: 1,
    unchanged: 98,
    removed: 1,
  });
  await until(({ total }) => total.issued === 104 && total.removed === 1);
  const [second] = await ofRow(rows[0]);
  expect(second?.version).toBe('002');
  expect(await versionsOf(second?.identifier ?? '')).toEqual(['1.2 01', '1.1 01']);
  expect((await ofRow(rows[1])).map(({ validity }) => validity)).toEqual(['annulled']);

  await deliverRows([...changed, rows[1] ?? {}]);
  await until(({ total }) => total.issued === 105 && total.removed === 0);
  const [again] = await ofRow(rows[1]);
  expect(await versionsOf(again?.identifier ?? '')).toEqual(['2.1 01', '1.1 04']);

  await ask(rollBackRoute, {
    params: { dataset: type.type },
    body: JSON.stringify({ publication: 1, reason: '报错了，回退' }),
    caller: operator,
  });
  const back = await until(({ total }) => total.issued === 100);
  expect([back.total.issued, back.total.outstanding.rows, back.total.removed, back.faceData.difference]).toEqual([
    100, 0, 5, 0,
  ]);
  const [third] = await ofRow(rows[0]);
  expect(await versionsOf(third?.identifier ?? '')).toEqual(['1.3 01', '1.2 01', '1.1 01']);
});
