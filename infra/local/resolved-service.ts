import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectDirectory } from './project-directory.ts';

/** As much of the resolved serverless.yml as the local stack builds on. */
export const ResolvedService = z.object({
  service: z.string(),
  provider: z.object({
    region: z.string(),
    stage: z.string(),
    timeout: z.number(),
    environment: z.record(z.string(), z.string()),
  }),
  functions: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      handler: z.string(),
      timeout: z.number().optional(),
      events: z.array(z.record(z.string(), z.unknown())).optional(),
    }),
  ),
  resources: z.object({ Resources: z.record(z.string(), z.unknown()) }),
});
export type ResolvedService = z.infer<typeof ResolvedService>;

/**
 * serverless.yml with every variable filled in for the stage `local`, by osls itself. That takes seconds, so the answer is
 * kept under dist/ for as long as the yml files stay the same.
 */
export async function resolvedService(): Promise<ResolvedService> {
  const kept = join(projectDirectory, 'dist', `serverless.${fingerprint()}.json`);
  if (existsSync(kept)) return ResolvedService.parse(JSON.parse(readFileSync(kept, 'utf8')));
  const stdout = await print();
  const service = ResolvedService.parse(JSON.parse(stdout));
  mkdirSync(dirname(kept), { recursive: true });
  const fresh = `${kept}.${randomBytes(4).toString('hex')}`;
  writeFileSync(fresh, stdout);
  renameSync(fresh, kept);
  for (const name of readdirSync(dirname(kept)))
    if (/^serverless\.\w+\.json$/.test(name) && name !== basename(kept))
      rmSync(join(dirname(kept), name), { force: true });
  return service;
}

async function print(): Promise<string> {
  const osls = join(projectDirectory, 'node_modules', 'serverless', 'bin', 'serverless.js');
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [osls, 'print', '--stage', 'local', '--format', 'json'],
      { cwd: projectDirectory, maxBuffer: 64 * 1024 ** 2, env: quietEnvironment() },
    );
    return stdout;
  } catch (error) {
    // osls tells its reasons on standard output.
    const reason = error instanceof Error && 'stdout' in error ? String(error.stdout).trim() : '';
    throw new Error(`serverless.yml cannot be resolved: ${reason}`, { cause: error });
  }
}

/** Nothing of the caller's own AWS settings or port may find its way into what is kept. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('AWS_') && !name.startsWith('GUIJI_') && !name.startsWith('SLS_'),
  );
  return { ...Object.fromEntries(own), SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' };
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const resources = join(projectDirectory, 'infra', 'resources');
  for (const file of [
    join(projectDirectory, 'serverless.yml'),
    ...readdirSync(resources)
      .toSorted()
      .map((name) => join(resources, name)),
  ])
    hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
