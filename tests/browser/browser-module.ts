import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { browserOptions } from '../../infra/tools/build/bundle-browser.ts';

/** Bundles a module as browsers get it, with their side of each platform port. */
export async function bundleModule(entry: string, format: 'esm' | 'iife'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'guiji-browser-'));
  const outfile = join(folder, 'module.js');
  try {
    await build({
      ...browserOptions,
      target: 'es2024',
      entryPoints: [entry],
      outfile,
      format,
    });
    return await readFile(outfile, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}
