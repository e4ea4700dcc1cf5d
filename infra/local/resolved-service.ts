import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectDirectory } from './project-directory.ts';

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
      /** A role's logical id. */
      role: z.string(),
      package: z.object({ patterns: z.array(z.string()) }),
      timeout: z.number().optional(),
      environment: z.record(z.string(), z.string()).default({}),
      events: z.array(z.record(z.string(), z.unknown())).optional(),
    }),
  ),
  resources: z.object({ Resources: z.record(z.string(), z.unknown()) }),
});
export type ResolvedService = z.infer<typeof ResolvedService>;

/** What only some functions have, all together: the administrator's commands need it, too. */
export function settingsOfFunctions({ functions }: ResolvedService): Readonly<Record<string, string>> {
  const all = Object.values(functions).flatMap(({ environment }) => Object.entries(environment));
  return Object.fromEntries(all.filter(([name]) => name !== 'NODE_OPTIONS'));
}

/** Resolves serverless.yml by osls, cached under dist/. Throws with osls's reason. */
export async function resolvedService(): Promise<ResolvedService> {
  const cached = join(projectDirectory, 'dist', `serverless.${fingerprint()}.json`);
  if (existsSync(cached)) return ResolvedService.parse(JSON.parse(readFileSync(cached, 'utf8')));
  const stdout = await printService();
  const service = ResolvedService.parse(JSON.parse(stdout));
  mkdirSync(dirname(cached), { recursive: true });
  const temporary = `${cached}.${randomBytes(4).toString('hex')}`;
  writeFileSync(temporary, stdout);
  renameSync(temporary, cached);
  for (const name of readdirSync(dirname(cached)))
    if (/^serverless\.\w+\.json$/.test(name) && name !== basename(cached))
      rmSync(join(dirname(cached), name), { force: true });
  return service;
}

async function printService(): Promise<string> {
  const osls = join(projectDirectory, 'node_modules', 'serverless', 'bin', 'serverless.js');
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [osls, 'print', '--stage', 'local', '--format', 'json'],
      { cwd: projectDirectory, maxBuffer: 64 * 1024 ** 2, env: cleanEnvironment() },
    );
    return stdout;
  } catch (error) {
    // osls prints errors on standard output.
    const reason = error instanceof Error && 'stdout' in error ? String(error.stdout).trim() : '';
    throw new Error(`serverless.yml cannot be resolved: ${reason}`, { cause: error });
  }
}

/** The caller's AWS settings would be cached with the result. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('AWS_') && !name.startsWith('GUIJI_') && !name.startsWith('SLS_'),
  );
  return { ...Object.fromEntries(inherited), SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' };
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const resources = join(projectDirectory, 'infra', 'resources');
  for (const file of [
    join(projectDirectory, 'serverless.yml'),
    ...readdirSync(resources, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted(),
  ])
    hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
