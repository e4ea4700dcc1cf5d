import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { projectDirectory } from '../../../local/project-directory.ts';
import { bundleChecker, bundleProposer } from '../bundle-browser.ts';
import { noLocales } from '../plugins/no-locales.ts';
import { styleNonce } from '../plugins/style-nonce.ts';
import { zodByName } from '../plugins/zod-by-name.ts';
import { describePortal, measurePortal, tooLargePages, type GzipSizes } from './portal-sizes.ts';

export type PortalBuild = {
  /** `smallest` takes seconds more, for what is deployed. */
  readonly quality: 'quick' | 'smallest';
};

export const portalEntry = 'portal/src/main.tsx';
const folder = join(projectDirectory, 'dist', 'portal');
const assets = join(folder, 'assets');

/**
 * Bundles portal/ to `dist/portal`: the page, and hashed files packed by brotli and gzip. Returns a line per page.
 * Throws when the first page or a page's own part is over its budget.
 */
export async function buildPortal({ quality }: PortalBuild): Promise<readonly string[]> {
  const checker = named('check', await bundleChecker());
  const proposer = named('propose', await bundleProposer());
  const { metafile, outputFiles } = await bundle({
    absWorkingDir: projectDirectory,
    entryPoints: [portalEntry],
    outdir: 'dist/portal/assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'chrome100', 'edge100', 'safari15.4', 'firefox100'],
    loader: { '.jpg': 'file' },
    // Addresses of pictures hold on every page, whatever its path.
    publicPath: '/assets/',
    jsx: 'automatic',
    minify: true,
    metafile: true,
    write: false,
    define: {
      'process.env.NODE_ENV': '"production"',
      CHECK_WORKER: JSON.stringify(`/assets/${checker.name}`),
      PROPOSE_WORKER: JSON.stringify(`/assets/${proposer.name}`),
    },
    mainFields: ['module', 'main'],
    plugins: [noLocales, styleNonce, zodByName],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const files = [...outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })), checker, proposer];
  const packed = await Promise.all(files.map(({ name, contents }) => pack(name, contents, quality)));
  const sizes: GzipSizes = new Map(packed.map(({ name, gz }) => [`dist/portal/assets/${name}`, gz.length]));
  const pages = measurePortal(metafile, portalEntry, sizes);
  const faults = tooLargePages(pages);
  if (faults.length > 0) throw new Error(`The portal is over its budget:\n${faults.join('\n')}`);

  mkdirSync(assets, { recursive: true });
  for (const { name, br, gz } of packed) {
    writeFileSync(join(assets, `${name}.br`), br);
    writeFileSync(join(assets, `${name}.gz`), gz);
  }
  writeFileSync(join(folder, 'index.html'), fillPage(pages.first.files.map((path) => basename(path))));
  const current = new Set(packed.map(({ name }) => name));
  for (const name of readdirSync(assets))
    // Another build may have removed it just now.
    if (!current.has(name.replace(/\.(?:br|gz)$/, ''))) rmSync(join(assets, name), { force: true });
  return describePortal(pages);
}

/** A worker's file, named by its content. */
function named(name: string, contents: Uint8Array) {
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8).toUpperCase();
  return { name: `${name}-${hash}.js`, contents };
}

async function pack(name: string, contents: Uint8Array, quality: PortalBuild['quality']) {
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(contents, {
      params: { [constants.BROTLI_PARAM_QUALITY]: quality === 'smallest' ? 11 : 6 },
    }),
    promisify(gzip)(contents, { level: 9 }),
  ]);
  return { name, br, gz };
}

/** The first file is the entry; the others are loaded with it, side by side. */
function fillPage([entry = '', ...parts]: readonly string[]): string {
  const links = parts.map((name) =>
    name.endsWith('.css')
      ? `<link rel="stylesheet" href="/assets/${name}" />`
      : `<link rel="modulepreload" href="/assets/${name}" />`,
  );
  return readFileSync(join(projectDirectory, 'portal', 'index.html'), 'utf8').replace(
    '<!-- assets -->',
    [...links, `<script type="module" src="/assets/${entry}"></script>`].join('\n    '),
  );
}

if (import.meta.main) {
  if (!existsSync(join(projectDirectory, 'portal'))) throw new Error('There is no portal/ here');
  for (const line of await buildPortal({ quality: 'smallest' })) console.log(line);
}
