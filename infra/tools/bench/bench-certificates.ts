import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { listIssuingUnits } from '../../../lib/certificates/types/issuing-units.ts';
import { confirmLink } from '../../../lib/collection/deliveries/confirm-link.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { publicationPorts } from '../../../lib/wiring/certificates/issue.ts';
import { confirmLinkPorts } from '../../../lib/wiring/collection/deliveries.ts';
import { seedCertificates as writeCertificates } from '../../../lib/wiring/seed-certificates.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { seedCertificates, seedCodeLists, seedDepartments } from '../../seeds/index.ts';
import type { BenchSettings } from './bench-reading.ts';
import { medianFigures, type Results } from './figures.ts';
import type { Figures } from './job.ts';
import { startPipeline } from './pipeline.ts';
import { runJob } from './run-job.ts';

/** Annex 1, line 14: one of the longest certificates. */
const benchSeed = seedCertificates().find(({ type }) => type.serial === 14) ?? seedMissing();
const {
  type,
  dataset: { content },
} = benchSeed;
const operator: Caller = {
  subject: 'bench-operator',
  kind: 'person',
  name: '基准测试',
  department: 'information-center',
  roles: ['operator'],
};

/** Benches issuing against signing the same documents, then looking up and verifying. */
export async function benchCertificates({ rows, runs, code, scratch }: BenchSettings, results: Results): Promise<void> {
  const pipeline = await startPipeline(
    { code, scratch },
    { dataset: type.type, content, seed: async () => await writeCertificates([benchSeed], seedDepartments()) },
  );
  try {
    const { id } = await pipeline.upload(await faceData(rows, scratch));
    for (const stage of ['receive-upload', 'ingest-excel', 'load-part', 'publish-delivery'] as const)
      await pipeline.run(stage, id, rows);
    const linked = await confirmLink(
      { caller: operator, params: { dataset: type.type }, query: {}, body: { channel: 'excel' }, requestId: 'bench' },
      confirmLinkPorts(),
    );
    if (isRefused(linked)) throw new Error(linked.refused);
    const { progress } = publicationPorts();
    const issued = {
      ...(await pipeline.serveUntil(
        'issue-certificates',
        async () => (await progress.read(type.type)).publication > 0,
      )),
      rows,
    };
    results.runs.set('certificates: issued, end to end', issued);

    const parts = (await pipeline.read(id)).staged?.parts ?? 0;
    const jobs = ['sign-documents', 'read-certificates', 'verify-documents', 'verify-files'] as const;
    const found = new Map<string, Figures[]>();
    for (let run = 0; run < runs; run += 1)
      for (const what of jobs)
        found.set(what, [
          ...(found.get(what) ?? []),
          await runJob(
            code,
            { what, type: type.type, department: type.department, delivery: id, parts },
            pipeline.environment,
          ),
        ]);
    const [signed, read, documents, files] = jobs.map((what) => medianFigures(found.get(what) ?? []));
    if (signed === undefined || read === undefined || documents === undefined || files === undefined)
      throw new Error('a figure is missing');
    results.runs.set('certificates: only signed', signed);
    results.runs.set('certificates: looked up, one by one', read);
    results.runs.set('certificates: JSON verified', documents);
    results.runs.set('certificates: PDF verified', files);

    const perSecond = ({ rows: done, seconds }: Figures) => done / seconds;
    results.claims.push(
      { name: 'issuing: a second, end to end', value: perSecond(issued), unit: 'rows/s' },
      { name: 'issuing: clock, × of the bare signing loop', value: issued.seconds / signed.seconds, unit: '×' },
    );
    if (read.calls !== undefined) {
      const { own, table } = read.calls;
      results.claims.push(
        { name: 'look-up: our own work, p50', value: own.p50, unit: 'ms' },
        { name: 'look-up: our own work, p99', value: own.p99, unit: 'ms' },
      );
      results.claims.push(
        { name: 'look-up: in the table and the trace, p50', value: table.p50, unit: 'ms' },
        { name: 'look-up: in the table and the trace, p99', value: table.p99, unit: 'ms' },
      );
    }
    results.claims.push(
      { name: 'verifying: JSON a second, without a network', value: perSecond(documents), unit: 'rows/s' },
      { name: 'verifying: PDF a second, without a network', value: perSecond(files), unit: 'rows/s' },
    );
  } finally {
    await pipeline.close();
  }
}

async function faceData(rows: number, folder: string): Promise<string> {
  const path = join(folder, 'face-data.xlsx');
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('数据');
  sheet.addRow(content.fields.map(({ label }) => label));
  const divisions = listIssuingUnits(type).map(({ division }) => division);
  for (const row of syntheticRows(content, seedCodeLists(), { seed: 14, count: rows, today: '2026-11-01', divisions }))
    sheet.addRow(content.fields.map(({ key }) => row[key] ?? null));
  await workbook.xlsx.writeFile(path);
  return path;
}

function seedMissing(): never {
  throw new Error('annex 1 has no line 14');
}
