import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { routes } from '../../../schemas/routes.ts';
import { functions } from '../../deployment/functions.ts';
import { servedRoutes } from '../../deployment/served-routes.ts';
import { projectDirectory } from '../../local/project-directory.ts';
import { build } from '../build/build.ts';
import { median } from './figures.ts';

// npm run bench:cold [-- --dist FOLDER] [--against FOLDER] [--runs N] [--only NAME,NAME] [--json FILE]
//   imports each bundle in a Node process of its own, all in turn, `runs` times; medians of processor time and wall time
//   --dist: a folder with functions/<room>/<name>.mjs; without it, the functions are bundled as for deployment first
//   --against: a folder of another build, measured in the same turns. A function of it is compared with the function that
//   has its name, or serves the route of its name (before routers each route was a function).

const { values } = parseArgs({
  options: {
    dist: { type: 'string' },
    against: { type: 'string' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});

type Bundle = { readonly name: string; readonly path: string; readonly bytes: number };
type Measured = Bundle & { readonly cpuMs: number; readonly wallMs: number };

// As Lambda starts a function: nothing but the module, in a process that has loaded nothing else.
const importer = `
  const started = process.cpuUsage(), at = performance.now();
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(started);
  console.log(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs: performance.now() - at }));
`;
const Imported = z.object({ cpuMs: z.number(), wallMs: z.number() });

if (values.dist === undefined) await build('single');
const now = listBundles(resolve(values.dist ?? join(projectDirectory, 'dist')));
const before = values.against === undefined ? [] : listBundles(resolve(values.against));
const measured = measure([...now, ...before], Number(values.runs));

print('bundle', measured.slice(0, now.length));
console.log(`median ${kilobytes(median(now.map(({ bytes }) => bytes)))} KB`);
if (before.length > 0) compare(measured.slice(now.length), measured.slice(0, now.length));
const [load = 0] = loadavg();
console.log(
  `\nNode ${process.version}, ${availableParallelism()} cores, load ${load.toFixed(1)}, median of ${values.runs} runs`,
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);

/** What a function imports on demand stands in `<name>.parts/`, and is deployed with it. */
function listBundles(dist: string): readonly Bundle[] {
  const only = values.only?.split(',');
  const paths = globSync('functions/*/*.mjs', { cwd: dist }).toSorted();
  if (paths.length === 0) throw new Error(`${dist} has no functions/<room>/<name>.mjs`);
  return paths.flatMap((path) => {
    const name = path.replace(/^.*[\\/]|\.mjs$/g, '');
    if (only !== undefined && !only.includes(name) && !only.includes(successorOf(name))) return [];
    const files = [path, ...globSync(`${path.replace(/\.mjs$/, '.parts')}/*.mjs`, { cwd: dist })];
    const bytes = files.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
    return [{ name, path: join(dist, path), bytes }];
  });
}

function measure(bundles: readonly Bundle[], runs: number): readonly Measured[] {
  const found = bundles.map((bundle) => ({ bundle, imports: new Array<z.infer<typeof Imported>>() }));
  for (let run = 0; run < runs; run += 1)
    for (const { bundle, imports } of found) imports.push(importOnce(bundle.path));
  return found.map(({ bundle, imports }) => ({
    ...bundle,
    cpuMs: median(imports.map(({ cpuMs }) => cpuMs)),
    wallMs: median(imports.map(({ wallMs }) => wallMs)),
  }));
}

function importOnce(path: string): z.infer<typeof Imported> {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', importer, path],
    // Only what Lambda always sets: a client is made without a request for its region.
    { encoding: 'utf8', env: { AWS_REGION: 'cn-north-1' } },
  );
  if (status !== 0) throw new Error(`${path} cannot be imported: ${stderr}`);
  return Imported.parse(JSON.parse(stdout));
}

/** The name of the function that serves the route of this operation, or the name itself. */
function successorOf(name: string): string {
  const owner = functions.find(({ room, name: file }) => {
    const path = join(projectDirectory, 'functions', room, `${file}.ts`);
    return (
      existsSync(path) && servedRoutes(readFileSync(path, 'utf8'), routes).some(({ operation }) => operation === name)
    );
  });
  return owner?.name ?? name;
}

function compare(olds: readonly Measured[], news: readonly Measured[]): void {
  const pairs = olds.flatMap((old) => {
    const successor = news.find(({ name }) => name === successorOf(old.name));
    return successor === undefined ? [] : [{ old, successor, ratio: successor.cpuMs / old.cpuMs }];
  });
  print('against', olds);
  console.log(`\n${'before'.padEnd(30)}${'now'.padEnd(24)}${'CPU'.padStart(18)}${'ratio'.padStart(8)}`);
  for (const { old, successor, ratio } of pairs.toSorted((a, b) => b.ratio - a.ratio)) {
    const times = `${old.cpuMs.toFixed(0)} → ${successor.cpuMs.toFixed(0)} ms`;
    console.log(`${old.name.padEnd(30)}${successor.name.padEnd(24)}${times.padStart(18)}${percent(ratio)}`);
  }
  const sizes = [olds, news].map((list) => kilobytes(median(list.map(({ bytes }) => bytes))));
  console.log(`median bundle ${sizes.join(' → ')} KB; median ratio${percent(median(pairs.map(({ ratio }) => ratio)))}`);
}

function print(head: string, list: readonly Measured[]): void {
  console.log(`\n${head.padEnd(30)}${'KB'.padStart(8)}${'CPU ms'.padStart(10)}${'wall ms'.padStart(10)}`);
  for (const { name, bytes, cpuMs, wallMs } of list.toSorted((a, b) => b.cpuMs - a.cpuMs))
    console.log(
      `${name.padEnd(30)}${kilobytes(bytes).padStart(8)}${cpuMs.toFixed(0).padStart(10)}${wallMs.toFixed(0).padStart(10)}`,
    );
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(0)} %`.padStart(8);
}
