import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build as bundle, type BuildOptions } from 'esbuild';
import { buildSeedEntry } from '../../../lib/catalogue/life-cycle/build-seed-entry.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { OfflineCatalogue } from '../../../schemas/catalogue/offline-catalogue.ts';
import { projectDirectory } from '../../local/project-directory.ts';
import { seedCertificates, seedCodeLists, seedDatasets, seedDepartments, stageSeeds } from '../../seeds/index.ts';

/** Templates print this publication time of the seed catalogue. */
const seededAt = '2020-01-01T00:00:00.000Z';

/** Goes into each generated client as it is. */
const signInModule = 'lib/cli/grant-client/sign-in.ts';

/** Bundles the command line beside the seed catalogue, so that it checks workbooks offline, and the seeds of a stage. */
export async function bundleCommandLine(options: BuildOptions): Promise<void> {
  const outdir = join('dist', 'cli');
  const { metafile } = await bundle({
    ...options,
    metafile: true,
    entryPoints: ['lib/cli/guiji.ts'],
    external: ['swagger-typescript-api'], // with TypeScript and a formatter 60 MB; the command line runs in the checkout
    outdir,
    outbase: 'lib/cli',
    chunkNames: 'parts/[name]-[hash]',
    splitting: true,
  });
  chmodSync(join(projectDirectory, outdir, 'guiji.mjs'), 0o755);
  await bundle({
    absWorkingDir: projectDirectory,
    entryPoints: [signInModule],
    outfile: join(outdir, 'sign-in.js'),
    format: 'esm',
    target: 'node20',
  });
  writeFileSync(join(projectDirectory, outdir, 'catalogue.json'), JSON.stringify(seedCatalogue()));
  writeFileSync(join(projectDirectory, outdir, 'seeds.json'), JSON.stringify(stageSeeds()));
  const parts = join(projectDirectory, outdir, 'parts');
  for (const name of readdirSync(parts))
    if (metafile.outputs[relative(projectDirectory, join(parts, name))] === undefined) rmSync(join(parts, name));
}

function seedCatalogue(): OfflineCatalogue {
  const departments = new Map(seedDepartments().map((department) => [department.id, department]));
  const versions = [...seedDatasets(), ...seedCertificates().map(({ dataset }) => dataset)].map(
    (dataset): DatasetVersion => {
      const department = departments.get(dataset.content.metadata.provider);
      if (department === undefined)
        throw new Error(`the dataset ${dataset.dataset} names a provider that is no department`);
      const { history: _history, ...version } = buildSeedEntry(dataset, department, seededAt, () => []).version;
      return version;
    },
  );
  return {
    versions,
    codeLists: [...seedCodeLists().values()],
    departments: Object.fromEntries([...departments].map(([id, { name }]) => [id, name])),
  };
}
