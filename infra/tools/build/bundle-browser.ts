import { build as bundle, type BuildOptions } from 'esbuild';
import { projectDirectory } from '../../local/project-directory.ts';
import { browserBuffer, browserPlatform } from './plugins/browser-platform.ts';
import { noLocales } from './plugins/no-locales.ts';
import { zodByName } from './plugins/zod-by-name.ts';

/** How code that browsers share with Node is bundled. */
export const browserOptions: BuildOptions = {
  absWorkingDir: projectDirectory,
  bundle: true,
  platform: 'browser',
  mainFields: ['module', 'main'],
  inject: [browserBuffer],
  plugins: [browserPlatform, noLocales, zodByName],
  legalComments: 'none',
  logLevel: 'warning',
};

const verifier: BuildOptions = {
  entryPoints: ['lib/browser/verify.ts'],
  // Anyone verifies a file, on any phone.
  target: ['es2022', 'chrome100', 'safari15', 'firefox100'],
};

/** The worker that checks workbooks; its browser must inflate `deflate-raw` and sort copies. */
const checker: BuildOptions = {
  entryPoints: ['lib/browser/check.ts'],
  target: ['es2022', 'chrome110', 'safari16.4', 'firefox115'],
};

/** The worker that proposes fields from a workbook, with a dictionary for their names. */
const proposer: BuildOptions = { ...checker, entryPoints: ['lib/browser/propose.ts'] };

const script = { ...browserOptions, format: 'iife', minify: true } as const satisfies BuildOptions;

/** Bundles the verification page's script: `dist/browser/verify.js`. */
export async function bundleBrowser(): Promise<void> {
  await bundle({ ...script, ...verifier, outdir: 'dist/browser' });
}

/** Returns the checking worker's file as bytes, without writing it. */
export async function bundleChecker(): Promise<Uint8Array> {
  return await bundleWorker(checker);
}

/** Returns the proposing worker's file as bytes, without writing it. */
export async function bundleProposer(): Promise<Uint8Array> {
  return await bundleWorker(proposer);
}

async function bundleWorker(worker: BuildOptions): Promise<Uint8Array> {
  const { outputFiles } = await bundle({ ...script, ...worker, outdir: 'dist/browser', write: false });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('the worker has no output');
  return file.contents;
}
