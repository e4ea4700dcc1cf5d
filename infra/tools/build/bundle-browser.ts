import { build as bundle } from 'esbuild';
import { projectDirectory } from '../../local/project-directory.ts';
import { noLocales } from './no-locales.ts';

/** Bundles pages' scripts: `lib/browser/<name>.ts` → `dist/browser/<name>.js`. */
export async function bundleBrowser(): Promise<void> {
  await bundle({
    absWorkingDir: projectDirectory,
    entryPoints: ['lib/browser/verify.ts'],
    outdir: 'dist/browser',
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: ['es2022', 'chrome100', 'safari15', 'firefox100'],
    minify: true,
    mainFields: ['module', 'main'],
    plugins: [noLocales],
    legalComments: 'none',
    logLevel: 'warning',
  });
}
