import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build as bundle, type BuildOptions, type Metafile } from 'esbuild';
import { mapWithConcurrency } from '../../../lib/kernel/map-with-concurrency.ts';
import { routes } from '../../../schemas/routes.ts';
import { projectDirectory } from '../../local/project-directory.ts';
import { resolvedService } from '../../local/resolved-service.ts';
import { bundleBrowser } from './bundle-browser.ts';
import { bundleCommandLine } from './bundle-command-line.ts';
import { deploymentFaults } from './deployment-faults.ts';
import { commandLinePlugins, functionPlugins } from './plugins/index.ts';
import { buildPortal } from './portal/build-portal.ts';

/** By path, such as `dist/functions/collection/ingest-excel.mjs`. */
export type BundleSizes = ReadonlyMap<string, number>;

// CommonJS packages such as exceljs load Node's modules by `require`, which an ES module does not have.
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);\n";

const common = {
  absWorkingDir: projectDirectory,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  banner: { js: requireBanner },
  outdir: 'dist',
  outbase: '.',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * `single` is what is deployed: functions share nothing, and what a function imports on demand stands in `<name>.parts/`.
 * `shared`, with common chunks, takes an eighth of the time.
 */
export type Cut = 'single' | 'shared';

/** Bundles the command line and every function of serverless.yml. Throws for a function without a file or route. */
export async function build(cut: Cut, { write = true }: { readonly write?: boolean } = {}): Promise<BundleSizes> {
  const { functions } = await resolvedService();
  const sources = Object.values(functions).map(
    ({ handler }) => `${handler.replace(/^dist\//, '').replace(/\.handler$/, '')}.ts`,
  );
  const missing = sources.filter((source) => !existsSync(join(projectDirectory, source)));
  if (missing.length > 0) throw new Error(`serverless.yml names functions without a file: ${missing.join(', ')}`);
  const faults = deploymentFaults(functions, routes, (path) =>
    existsSync(join(projectDirectory, path)) ? readFileSync(join(projectDirectory, path), 'utf8') : undefined,
  );
  if (faults.length > 0) throw new Error(`serverless.yml, functions/ and schemas/ differ:\n${faults.join('\n')}`);

  const shared = { ...forFunctions(), entryPoints: [...sources], chunkNames: 'chunks/[hash]', write };
  if (write) rmSync(mark, { force: true });
  const metafile = cut === 'single' ? await bundleSingly(sources, write) : (await bundle(shared)).metafile;
  if (!write) return measureBundles(metafile, sources);
  await Promise.all([
    bundleCommandLine({ ...common, plugins: [...commandLinePlugins], keepNames: true }),
    bundleBrowser(),
    buildPortal({ quality: cut === 'single' ? 'smallest' : 'quick' }),
  ]);
  removeOld(new Set(Object.keys(metafile.outputs)), cut === 'single' ? ['functions'] : ['functions', 'chunks']);
  return measureBundles(metafile, sources);
}

/** Names are not kept: 5 % of each bundle and of the time to load it. */
const forFunctions = (): BuildOptions & { metafile: true } => ({
  ...common,
  splitting: true,
  plugins: [...functionPlugins],
});

/** Source maps stay in dist/, outside of the packages, and no bundle names its own. */
async function bundleSingly(sources: readonly string[], write: boolean): Promise<Metafile> {
  const metafiles = await mapWithConcurrency(bundlesAtOnce, sources, async (source) => {
    // Not the function's name alone: Lambda would load the folder instead of the file.
    const chunkNames = `${source.replace(/\.ts$/, '.parts')}/[hash]`;
    const { metafile } = await bundle({
      ...forFunctions(),
      entryPoints: [source],
      chunkNames,
      sourcemap: 'external',
      write,
    });
    return metafile;
  });
  return {
    inputs: Object.fromEntries(metafiles.flatMap(({ inputs }) => Object.entries(inputs))),
    outputs: Object.fromEntries(metafiles.flatMap(({ outputs }) => Object.entries(outputs))),
  };
}

const bundlesAtOnce = 4;

/** Counts chunks loaded on demand, too: they are deployed with it. */
function measureBundles({ outputs }: Metafile, sources: readonly string[]): BundleSizes {
  const reach = (path: string, seen: Set<string>): Set<string> => {
    if (!seen.has(path)) {
      seen.add(path);
      for (const taken of outputs[path]?.imports ?? []) if (taken.external !== true) reach(taken.path, seen);
    }
    return seen;
  };
  const total = (path: string): number =>
    [...reach(path, new Set())].reduce((sum, part) => sum + (outputs[part]?.bytes ?? 0), 0);
  return new Map(
    Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
      entryPoint !== undefined && sources.includes(entryPoint) ? [[path, total(path)] as const] : [],
    ),
  );
}

const mark = join(projectDirectory, 'dist', 'built-from');

/** Returns whether it built: bundles of exactly these sources stay. */
export async function buildIfStale(): Promise<boolean> {
  const sources = fingerprint();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return false;
  await build('shared');
  writeFileSync(mark, sources);
  return true;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const folder of ['functions', 'lib', 'schemas', 'portal', 'infra/tools/build', 'infra/seeds']) {
    const entries = readdirSync(join(projectDirectory, folder), { recursive: true, withFileTypes: true });
    for (const path of entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted())
      add(path);
  }
  for (const path of ['serverless.yml', 'package-lock.json']) add(join(projectDirectory, path));
  return hash.digest('hex');
}

function removeOld(current: ReadonlySet<string>, folders: readonly string[]): void {
  for (const directory of folders.map((folder) => join(projectDirectory, 'dist', folder)).filter(existsSync)) {
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (
        entry.isFile() &&
        !current.has(
          relative(projectDirectory, path)
            .replaceAll('\\', '/')
            .replace(/\.map$/, ''),
        )
      )
        // Another build may have removed it just now.
        rmSync(path, { force: true });
    }
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { sizes: { type: 'boolean', default: false }, single: { type: 'boolean', default: false } },
  });
  const started = performance.now();
  const sizes = await build(values.single ? 'single' : 'shared');
  if (values.sizes)
    for (const [path, bytes] of [...sizes].toSorted(([, a], [, b]) => b - a))
      console.log(`${(bytes / 1024).toFixed(0).padStart(6)} KiB  ${path}`);
  console.log(`${sizes.size} functions built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
