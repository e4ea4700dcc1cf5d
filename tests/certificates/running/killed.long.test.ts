import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { certificateRepository } from '../../../lib/adapters/certificates/certificate-repository.ts';
import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { eventLog } from '../../../lib/adapters/events/event-log.ts';
import type { CertificateRepository } from '../../../lib/certificates/ports.ts';
import { listIssuingUnits } from '../../../lib/certificates/types/issuing-units.ts';
import { createRandom } from '../../../lib/kernel/synthetic/random.ts';
import { type SyntheticRow, syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { certificateHashes } from '../../../lib/wiring/certificates/hashes.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import { readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { confirmLinkRoute, readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { ask, deliver, runCollection, settled } from '../../running/running-collection.ts';
import { workbookWith } from '../../running/workbook-with.ts';

/** Number of issuing runs to kill; `KILL_RUNS=200` for a long run. */
const wanted = Number(process.env['KILL_RUNS'] ?? 12);
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

/** Types issued side by side, so that one kill hits each at another point. */
const lanes = seedCertificates()
  .filter(({ type }) => [2, 6, 14, 30, 47, 50, 62, 80, 96, 118].includes(type.serial))
  .map(({ type, dataset: { content } }) => {
    const divisions = listIssuingUnits(type).map(({ division }) => division);
    const rows = [...syntheticRows(content, seedCodeLists(), { seed: 14, count: 24, today: '2026-11-01', divisions })];
    // The changes between the two states stay below the shrink limit, which needs an approval.
    const second = rows
      .slice(3, 23)
      .map((row, i) =>
        i % 3 === 0 ? { ...row, holder_name: rows[(i + 7) % rows.length]?.['holder_name'] ?? null } : row,
      );
    return {
      type: type.type,
      content,
      caller: { ...callerWithRole('provider'), department: type.department },
      states: [rows.slice(0, 20), second],
    };
  });
type Lane = (typeof lanes)[number];

let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  // States swing to and fro: in a window of 30 days their removals would add up and wait for approval.
  running = await runCollection({ LEASE_SECONDS: '1', PART_ROWS: '4', SHRINK_WINDOW_DAYS: '0.00001' });
});
afterAll(() => running.close());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The expected certificates with all versions, computed from the rows alone. */
function expectedCertificates() {
  const chains = new Map<
    string,
    { versions: string[]; generation: number; version: number; row: string; there: boolean }
  >();
  const publications: { issued: number; changed: number; annulled: number }[] = [];
  return {
    publications,
    deliverRows: (rows: readonly SyntheticRow[]) => {
      const made = { issued: 0, changed: 0, annulled: 0 };
      publications.push(made);
      const numbers = new Set(rows.map((row) => String(row['certificate_number'])));
      for (const [number, chain] of chains) {
        if (!chain.there || numbers.has(number)) continue;
        chain.there = false;
        made.annulled += 1;
        chain.versions[0] = `${chain.generation}.${chain.version} 04`;
      }
      for (const row of rows) {
        const [number, text] = [String(row['certificate_number']), JSON.stringify(row)];
        const known = chains.get(number) ?? { versions: [], generation: 0, version: 0, row: '', there: false };
        chains.set(number, known);
        if (known.there && known.row === text) continue;
        made[known.there ? 'changed' : 'issued'] += 1;
        if (known.there) known.version += 1;
        else [known.generation, known.version] = [known.generation + 1, 1];
        [known.row, known.there] = [text, true];
        known.versions.unshift(`${known.generation}.${known.version} 01`);
      }
    },
    expected: () => Object.fromEntries([...chains].map(([number, { versions }]) => [number, versions])),
    counts: () => ({
      issued: [...chains.values()].filter(({ there }) => there).length,
      removed: [...chains.values()].filter(({ there }) => !there).length,
    }),
    numbers: () => [...chains.keys()],
  };
}
type RowCounts = ReturnType<typeof expectedCertificates>;

const coverageOf = async ({ type, caller }: Lane) =>
  readCoverageRoute.answer.body.parse(await ask(readCoverageRoute, { params: { type }, caller }));
const isDone = async (lane: Lane, rowCounts: RowCounts) => {
  const { total } = await coverageOf(lane);
  const { issued, removed } = rowCounts.counts();
  return total.outstanding.rows === 0 && total.issued === issued && total.removed === removed;
};

async function certificatesOf({ type }: Lane, rowCounts: RowCounts, repository: CertificateRepository) {
  const hashes = await certificateHashes();
  const found = await Promise.all(
    rowCounts.numbers().map(async (number) => {
      const heads = await repository.byNumber(type, hashes.number(type, number));
      const versions = await Promise.all(heads.map(({ certificate }) => repository.versions(certificate)));
      return [
        number,
        versions.flat().map(({ generation, version, status }) => `${generation}.${version} ${status}`),
      ] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** What issuing made of each publication, from its event. */
async function countedPublications({ type }: Lane) {
  const events = await eventLog(documentClient(), setting('EVENTS_TABLE')).ofEntity(`issuing#${type}`);
  return events.map(({ publication, counts }) => [publication, counts]);
}
const counted = ({ publications }: RowCounts) =>
  publications.map((made, i) => [i + 1, { ...made, unchanged: 0, failed: 0, quarantined: 0 }]);

test(`${wanted} issuing runs killed at random points end like undisturbed ones`, { timeout: 1_800_000 }, async () => {
  const runs = await Promise.all(
    lanes.map(async (lane) => ({
      lane,
      rowCounts: expectedCertificates(),
      workbooks: await Promise.all(lane.states.map((rows) => workbookWith(lane.content, rows))),
    })),
  );
  const repository = certificateRepository(
    documentClient(),
    setting('CERTIFICATES_TABLE'),
    setting('CERTIFICATE_WORK_TABLE'),
  );
  const round = (state: number) =>
    Promise.all(
      runs.map(async ({ lane, rowCounts, workbooks }) => {
        const delivery = await deliver(lane.type, 'full', workbooks[state] ?? new Uint8Array(), lane.caller);
        rowCounts.deliverRows(lane.states[state] ?? []);
        return { lane, rowCounts, delivery };
      }),
    );
  const issued = async (delivered: Awaited<ReturnType<typeof round>>, message: string) => {
    for (const { lane, rowCounts, delivery } of delivered) {
      expect((await settled(delivery, lane.caller, 90)).status, message).toBe('published');
      for (let tried = 0; tried < 600 && !(await isDone(lane, rowCounts)); tried += 1) await pause(50);
      expect(await certificatesOf(lane, rowCounts, repository), `${lane.type}, ${message}`).toEqual(
        rowCounts.expected(),
      );
      expect((await coverageOf(lane)).faceData.difference, message).toBe(0);
    }
  };
  const statusOf = async ({ lane, delivery }: { lane: Lane; delivery: Delivery }) =>
    readDeliveryRoute.answer.body.parse(
      await ask(readDeliveryRoute, { params: { delivery: delivery.id }, caller: lane.caller }),
    ).status;

  await running.startWorker();
  const first = await round(0);
  for (const { lane, delivery } of first) {
    await settled(delivery, lane.caller, 90);
    await ask(confirmLinkRoute, {
      params: { dataset: lane.type },
      body: JSON.stringify({ channel: 'excel' }),
      caller: callerWithRole('operator'),
    });
  }
  await issued(first, 'undisturbed');

  const { next: random } = createRandom(seed);
  let cutOff = 0;
  for (let state = 1; cutOff < wanted; state = 1 - state) {
    await running.standBy();
    const delivered = await round(state);
    const points: number[] = [];
    for (let kills = 1 + Math.floor(random() * 2); kills > 0; kills -= 1) {
      while (!(await Promise.all(delivered.map(statusOf))).includes('published')) await pause(20);
      const point = Math.floor(random() ** 2 * 1_800);
      points.push(point);
      await pause(point);
      await running.killWorker();
      for (const one of delivered)
        if ((await statusOf(one)) === 'published' && !(await isDone(one.lane, one.rowCounts))) cutOff += 1;
      await running.startWorker();
      if (kills > 1) await running.standBy();
    }
    await issued(delivered, `seed ${seed}, killed ${points.join(' and ')} ms after the first publication`);
  }
  for (const { lane, rowCounts } of runs) {
    // The sweep copies the event of a dead worker after a minute.
    for (let tried = 0; tried < 150; tried += 1) {
      if ((await countedPublications(lane)).length === rowCounts.publications.length) break;
      await pause(1_000);
    }
    expect(await countedPublications(lane), `${lane.type}, seed ${seed}`).toEqual(counted(rowCounts));
  }
});
