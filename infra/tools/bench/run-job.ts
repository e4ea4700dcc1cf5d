import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { nodeOptions } from '../../deployment/node-options.ts';
import { projectDirectory } from '../../local/project-directory.ts';
import { commandLinePlugins } from '../build/plugins/index.ts';
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
    plugins: [...commandLinePlugins],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

/** MiB: the largest function's, so that each piece shows what it takes. */
const benchMemory = 2048;

export type RunningJob = { readonly child: ChildProcess; readonly figures: Promise<Figures> };

/** A job that serves a queue ends after the message `stop`. */
export async function startJob(
  folder: string,
  job: Job,
  environment: Readonly<Record<string, string>> = {},
  memory = benchMemory,
): Promise<RunningJob> {
  const child = spawn(process.execPath, [join(folder, 'infra', 'tools', 'bench', 'child.mjs')], {
    env: { ...process.env, ...environment, NODE_OPTIONS: nodeOptions(memory) },
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
  memory?: number,
): Promise<Figures> {
  return await (
    await startJob(folder, job, environment, memory)
  ).figures;
}
