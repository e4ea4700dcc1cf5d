import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build as bundle, type BuildOptions, type Metafile } from 'esbuild';
import { projectDirectory } from '../local/project-directory.ts';
import { resolvedService } from '../local/resolved-service.ts';
import { routes } from '../../schemas/routes.ts';
import { deploymentFaults } from './deployment-faults.ts';
import { noLocales } from './no-locales.ts';

/** Bytes of each bundle, by its path below the project: `dist/functions/collection/take-in.mjs`. */
export type BundleSizes = ReadonlyMap<string, number>;

// Packages written for CommonJS (exceljs among them) ask for node's modules by `require`; only bundles that hold such a call need the line.
const requireBanner = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);\n";

const common = {
  absWorkingDir: projectDirectory,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  plugins: [noLocales],
  outdir: 'dist',
  outbase: '.',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles every function that serverless.yml names, and the command line: `functions/<room>/<name>.ts` → `dist/functions/<room>/<name>.mjs`.
 * What serverless.yml doesn't name is not built. Throws when it names a function that has no file, or one that no route in schemas/ declares.
 */
export async function build(): Promise<BundleSizes> {
  const { functions } = await resolvedService();
  const sources = Object.values(functions).map(({ handler }) => `${handler.replace(/^dist\//, '').replace(/\.handler$/, '')}.ts`);
  const missing = sources.filter((source) => !existsSync(join(projectDirectory, source)));
  if (missing.length > 0) throw new Error(`serverless.yml names functions without a file: ${missing.join(', ')}`);
  const faults = deploymentFaults(functions, routes, (path) => (existsSync(join(projectDirectory, path)) ? readFileSync(join(projectDirectory, path), 'utf8') : undefined));
  if (faults.length > 0) throw new Error(`serverless.yml, functions/ and schemas/ differ:\n${faults.join('\n')}`);

  const { metafile } = await bundle({ ...common, entryPoints: sources });
  const needy = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint !== undefined && asksForRequire(output, metafile));
  if (needy.length > 0) {
    await bundle({ ...common, entryPoints: needy.flatMap(([, { entryPoint }]) => (entryPoint === undefined ? [] : [entryPoint])), banner: { js: requireBanner } });
  }
  const commandLine = 'lib/cli/guiji.ts';
  const sizes = new Map(Object.entries(metafile.outputs).flatMap(([path, { bytes }]) => (path.endsWith('.mjs') ? [[path, bytes] as const] : [])));
  if (existsSync(join(projectDirectory, commandLine))) {
    const outfile = 'dist/cli/guiji.mjs';
    const { outdir: _directory, outbase: _base, outExtension: _extension, ...single } = common;
    await bundle({ ...single, entryPoints: [commandLine], outfile, banner: { js: `#!/usr/bin/env node\n${requireBanner}` } });
    chmodSync(join(projectDirectory, outfile), 0o755);
  }
  removeOld(new Set(sizes.keys()));
  return sizes;
}

/** Builds unless the bundles there are made of exactly these sources; says whether it did. */
export async function buildIfStale(): Promise<boolean> {
  const mark = join(projectDirectory, 'dist', 'built-from');
  const sources = fingerprint();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return false;
  rmSync(mark, { force: true });
  await build();
  writeFileSync(mark, sources);
  return true;
}

/** Names, sizes and times of everything that goes into a bundle. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const folder of ['functions', 'lib', 'schemas', 'infra/build']) {
    const entries = readdirSync(join(projectDirectory, folder), { recursive: true, withFileTypes: true });
    for (const path of entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).toSorted()) add(path);
  }
  for (const path of ['serverless.yml', 'package-lock.json']) add(join(projectDirectory, path));
  return hash.digest('hex');
}

/** An input in CommonJS that requires one of node's own modules; in ESM the call would find no `require`. */
function asksForRequire(output: Metafile['outputs'][string], metafile: Metafile): boolean {
  return Object.keys(output.inputs).some((path) => metafile.inputs[path]?.imports.some(({ kind, external }) => kind === 'require-call' && external === true) ?? false);
}

/** A function that was taken out of serverless.yml leaves no bundle behind. */
function removeOld(current: ReadonlySet<string>): void {
  const directory = join(projectDirectory, 'dist', 'functions');
  if (!existsSync(directory)) return;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = relative(projectDirectory, join(entry.parentPath, basename(entry.name)));
    if (entry.isFile() && !current.has(path.replace(/\.map$/, ''))) rmSync(join(projectDirectory, path));
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { sizes: { type: 'boolean', default: false } } });
  const started = performance.now();
  const sizes = await build();
  if (values.sizes) for (const [path, bytes] of [...sizes].toSorted(([, a], [, b]) => b - a)) console.log(`${(bytes / 1024).toFixed(0).padStart(6)} KiB  ${path}`);
  console.log(`${sizes.size} functions built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
