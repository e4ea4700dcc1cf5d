import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startDepartmentDatabase } from './department-database.ts';
import { startDepartmentService, type DepartmentServiceSettings } from './department-service.ts';

const Login = z.object({ user: z.string(), password: z.string() });

/** A private file in the state folder. */
export const DemoDepartment = z.object({
  service: z.object({ url: z.string(), port: z.int() }),
  /** `null` where PostgreSQL cannot run. */
  database: z
    .object({ host: z.string(), port: z.int(), database: z.string(), ...Login.shape, writer: Login, owner: Login })
    .nullable(),
});
export type DemoDepartment = z.infer<typeof DemoDepartment>;

/** Names the file of ports and passwords; `openDepartment` writes it with mode 0600. */
export const demoDepartmentFile = (stateDir: string): string => join(stateDir, 'demo-department.json');

export type OpenDepartment = {
  /** Entries for `SOURCE_ADDRESSES`. */
  readonly addresses: string;
  readonly close: () => Promise<void>;
};

type DepartmentSettings = {
  readonly stateDir: string;
  readonly say: (sentence: string) => void;
  /** Of the service, which dates and checks by it; the database has its own. */
  readonly now: () => Date;
};

/** Ports stay the same, so that declarations stay valid. */
export async function openDepartment({ stateDir, say, now }: DepartmentSettings): Promise<OpenDepartment> {
  const file = demoDepartmentFile(stateDir);
  const service = await startService({ port: lastPort(file), now });
  const database = await startDepartmentDatabase({ stateDir, say }).catch(async (error: unknown) => {
    await service.close();
    throw error;
  });
  const known: DemoDepartment = {
    service: { url: service.url, port: service.port },
    database:
      database === null
        ? null
        : {
            host: database.host,
            port: database.port,
            database: database.database,
            user: database.user,
            password: database.password,
            writer: database.writer,
            owner: database.owner,
          },
  };
  writeFileSync(`${file}.new`, JSON.stringify(known), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return {
    addresses: [`127.0.0.1:${service.port}`, ...(database === null ? [] : [`127.0.0.1:${database.port}`])].join(','),
    close: async () => {
      await Promise.all([service.close(), database?.close()]);
    },
  };
}

function lastPort(file: string): number {
  if (!existsSync(file)) return 0;
  const last = DemoDepartment.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!last.success) rmSync(file);
  return last.success ? last.data.service.port : 0;
}

async function startService(settings: Required<Pick<DepartmentServiceSettings, 'port' | 'now'>>) {
  try {
    return await startDepartmentService(settings);
  } catch (error) {
    if (settings.port === 0) throw error;
    return await startDepartmentService({ ...settings, port: 0 });
  }
}

/** A file cut off by a crash is replaced, as one of another version is. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
