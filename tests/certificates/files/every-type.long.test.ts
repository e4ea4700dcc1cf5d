import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { fillTemplate } from '../../../infra/tools/demo/fill-template.ts';
import { verifyTools } from '../../../lib/adapters/certificates/verifying/verify-tools.ts';
import { sweepStatusLists } from '../../../lib/certificates/status-lists/sweep-status-lists.ts';
import { listIssuingUnits } from '../../../lib/certificates/types/issuing-units.ts';
import { verifyFile } from '../../../lib/certificates/verify/verify-file.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { makeStatusListPorts } from '../../../lib/wiring/certificates/make-status-lists.ts';
import { downloadCertificateRoute } from '../../../schemas/certificates/file-routes.ts';
import { readKeysRoute, readStatusListRoute } from '../../../schemas/certificates/key-routes.ts';
import { findCertificatesRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { confirmLinkRoute, downloadTemplateRoute } from '../../../schemas/collection/routes.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { ask, deliver, runCollection, settled } from '../../running/running-collection.ts';
import { poppler, popplerFound } from './poppler.ts';

/** `FACES=<folder>` keeps the PDF files for inspection. */
const keptIn = process.env['FACES'];
const codeLists = seedCodeLists();
const count = 2;

const types = seedCertificates().map(({ type, dataset: { content } }) => {
  const divisions = listIssuingUnits(type).map(({ division }) => division);
  const rows = [
    ...syntheticRows(content, codeLists, { seed: 500 + type.serial, count, today: '2026-11-01', divisions }),
  ];
  return {
    name: type.name,
    type,
    content,
    rows,
    officer: { ...callerWithRole('provider'), department: type.department },
  };
});

let folder: string;
let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-types-'));
  if (keptIn !== undefined) await mkdir(keptIn, { recursive: true });
  running = await runCollection({ LEASE_SECONDS: '30' });
  await running.startWorker();
});
afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

const file = z.instanceof(Buffer);

/** What a verifier may fetch before it goes offline. */
async function trust() {
  const { keys } = readKeysRoute.answer.body.parse(await ask(readKeysRoute, {}));
  return {
    key: async (kid: string) => keys.find((key) => key.kid === kid) ?? null,
    statusList: async (address: string) => {
      const [, type = '', year = ''] = /\/status-lists\/([^/]+)\/(\d+)$/.exec(address) ?? [];
      await sweepStatusLists(makeStatusListPorts(), () => 60_000);
      return file.parse(await ask(readStatusListRoute, { params: { type, year } })).toString('latin1');
    },
    now: new Date().toISOString(),
  };
}

test('there are 131 types', () => {
  expect(types).toHaveLength(131);
});

describe('from template to certificate, PDF and OFD', () => {
  test.concurrent.each(types)('$name', { timeout: 300_000 }, async ({ type, content, rows, officer }) => {
    const [template, filled] = [join(folder, `${type.type}.xlsx`), join(folder, `${type.type}-filled.xlsx`)];
    await writeFile(
      template,
      file.parse(await ask(downloadTemplateRoute, { params: { dataset: type.type }, caller: officer })),
    );
    await fillTemplate(template, content, rows, filled);
    const delivery = await settled(
      await deliver(type.type, 'full', new Uint8Array(await readFile(filled)), officer),
      officer,
      250,
    );
    expect(delivery).toMatchObject({
      status: 'published',
      rowCounts: { read: count, new: count, rejected: 0, warnings: 0 },
    });
    await ask(confirmLinkRoute, {
      params: { dataset: type.type },
      body: JSON.stringify({ channel: 'excel' }),
      caller: callerWithRole('operator'),
    });
    const coverage = async () =>
      readCoverageRoute.answer.body.parse(
        await ask(readCoverageRoute, { params: { type: type.type }, caller: officer }),
      );
    for (let tried = 0; tried < 1_000 && (await coverage()).total.issued < count; tried += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await coverage()).toMatchObject({
      total: { rows: count, issued: count, outstanding: { rows: 0 } },
      faceData: { difference: 0 },
    });

    const body = JSON.stringify({ type: type.type, number: rows[0]?.['certificate_number'] });
    const { items } = findCertificatesRoute.answer.body.parse(
      await ask(findCertificatesRoute, { body, caller: officer }),
    );
    const [certificate] = items;
    if (certificate === undefined || items.length > 1) throw new Error(`${items.length} certificates of one number`);
    const { identifier, document, status } = certificate;
    const made = async (kind: 'pdf' | 'ofd') =>
      new Uint8Array(
        file.parse(await ask(downloadCertificateRoute, { params: { identifier, kind }, caller: officer })),
      );
    const [pdf, ofd] = [await made('pdf'), await made('ofd')];

    const trusted = await trust();
    expect((await verifyFile(pdf, trusted, verifyTools)).validity, 'the PDF as anyone verifies it').toBe(
      status.validity,
    );
    expect((await verifyFile(ofd, trusted, verifyTools)).validity, 'the OFD').toBe(status.validity);
    if (keptIn !== undefined) await writeFile(join(keptIn, `${String(type.serial).padStart(3, '0')}.pdf`), pdf);
    if (!popplerFound) return;
    const text = poppler.text(pdf);
    const words = [type.title, ...(document.Face ?? []).flatMap(({ Label, Value }) => [Label, Value])].map((word) =>
      word.replaceAll(/\s/gu, ''),
    );
    expect(words.filter((word) => !text.includes(word) && !brokenAcross(text, word))).toEqual([]);
  });
});

/**
 * A long label or value is broken over lines with its neighbour in between; then most of its runs of four characters
 * match.
 */
function brokenAcross(text: string, word: string): boolean {
  const runs = word.match(/.{4}/gu) ?? [];
  return word.length > 8 && runs.filter((run) => text.includes(run)).length >= runs.length * 0.5;
}
