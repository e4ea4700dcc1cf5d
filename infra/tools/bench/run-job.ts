import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectDirectory } from '../../local/project-directory.ts';
import { resolvedService } from '../../local/resolved-service.ts';
import { noLocales } from '../build/no-locales.ts';
import { trueTypeOnly } from '../build/true-type-only.ts';
import { Figures, type Job } from './job.ts';

/** Bundles as for deployment: stripping types while it runs would count. */
export async function bundleWork(folder: string, functions: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: projectDirectory,
    entryPoints: ['infra/tools/bench/child.ts', ...functions],
    outdir: folder,
    outbase: '.',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    plugins: [noLocales, trueTypeOnly],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

/** Memory is that of a function as it is deployed. */
async function nodeOptions(): Promise<string> {
  return (await resolvedService()).provider.environment['NODE_OPTIONS'] ?? '';
}

export type RunningJob = { readonly child: ChildProcess; readonly figures: Promise<Figures> };

/** A job that serves a queue ends after the message `stop`. */
export async function startJob(
  folder: string,
  job: Job,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningJob> {
  const child = spawn(process.execPath, [join(folder, 'infra', 'tools', 'bench', 'child.mjs')], {
    env: { ...process.env, ...environment, NODE_OPTIONS: await nodeOptions() },
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  await once(child, 'message');
  const figures = new Promise<Figures>((resolve, reject) => {
    child.once('message', (message) => resolve(Figures.parse(message)));
    child.once('exit', (code) => reject(new Error(`${job.what} ended with code ${code ?? 'none'} and no figures`)));
  });
  child.send(job);
  return { child, figures };
}

/** Runs the job in a process of its own; rejects when it exits without figures. */
export async function runJob(
  folder: string,
  job: Job,
  environment?: Readonly<Record<string, string>>,
): Promise<Figures> {
  return await (
    await startJob(folder, job, environment)
  ).figures;
}
